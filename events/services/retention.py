"""How long we know who came: special needs until the day after, names for a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction

from core.clock import local_date, start_of_day
from events.models import Event, EventRecord, Registration
from events.models.registration import RegistrationQuerySet
from events.services.history import record
from events.services.leaving import cancel_registration

Action = EventRecord.Action
# GDPR art. 5(1)(e): as long as somebody may ask about the event. It stands on the form.
KEPT_DAYS = 365


def tidy(*, at: datetime) -> int:
    """Delete what is kept no longer; return for how many events."""
    today = start_of_day(local_date(at))
    long_ago = start_of_day(local_date(at) - timedelta(days=KEPT_DAYS))
    needs = Registration.objects.filter(event__ends_at__lt=today).exclude(needs="")
    names = Registration.objects.filter(event__ends_at__lt=long_ago, forgotten_at=None)
    return _each(needs, _delete_needs, at=at) + _each(names, _forget_people, at=at)


def forget_registrations(rows: RegistrationQuerySet, *, at: datetime) -> int:
    """Forget who made these; who would still have come cancels with it, and the seat goes on."""
    for row in rows.active().filter(event__in=Event.objects.coming(at)).order_by("event_id", "pk"):
        cancel_registration(row, ended=Registration.Ended.BY_PERSON, at=at)
    mine = Registration.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    for row in mine.filter(forgotten_at=None).select_related("event").order_by("event_id", "pk"):
        record(row.event, Action.FORGOTTEN, by=None, at=at, registration=row)
    return mine.forget_people(at=at)


class Step(Protocol):
    """What is done with one event, known by its key."""

    def __call__(self, pk: int, /, *, at: datetime) -> None: ...


def _each(rows: RegistrationQuerySet, step: Step, *, at: datetime) -> int:
    keys = list(rows.order_by().values_list("event", flat=True).distinct())
    for pk in sorted(keys):
        step(pk, at=at)
    return len(keys)


@transaction.atomic
def _delete_needs(pk: int, *, at: datetime) -> None:
    """Delete data about health as soon as nobody needs it (GDPR art. 9)."""
    event = Event.objects.select_for_update().get(pk=pk)
    count = event.registrations.exclude(needs="").update(needs="")
    if count:
        record(event, Action.NEEDS_DELETED, by=None, at=at, note=str(count))


@transaction.atomic
def _forget_people(pk: int, *, at: datetime) -> None:
    event = Event.objects.select_for_update().get(pk=pk)
    if count := event.registrations.filter(forgotten_at=None).forget_people(at=at):
        record(event, Action.FORGOTTEN, by=None, at=at, note=str(count))
