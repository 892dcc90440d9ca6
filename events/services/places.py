"""The waiting list: a seat that becomes free goes to who has waited longest.

Strictly in order: a group that is larger than what is free is waited for, and who stands behind it
waits along; it may make itself smaller on its own page. Within the last 24 hours there is no time
to ask or to wait: the first whom the free seats hold get them at once.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from events.exceptions import CapacityBelowTaken
from events.models import Event, EventRecord, Registration
from events.models.event import EventQuerySet
from events.parts import Turn, tell_followers
from events.services.history import record
from events.services.locking import lock_registration, require_coming
from events.services.telling import GIVEN, LAPSED, OFFERED, tell

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

Action = EventRecord.Action
# So near the event nobody can be asked first.
LAST_HOURS = timedelta(hours=24)


def offer_seats(event: Event, *, at: datetime) -> list[Registration]:
    """Offer what is free to those who wait, first come first; return who got something.

    The caller holds the event's lock.
    """
    served = []
    while event.is_coming(at) and (registration := _next_in_line(event, at)):
        event.take(registration.people)
        if _is_last_hours(event, at):
            _give(event, registration, at=at)
        else:
            _offer(event, registration, at=at)
        served.append(registration)
    return served


@transaction.atomic
def accept_offer(registration: Registration, *, by: User | None = None, at: datetime) -> None:
    """Take the seat that was offered.

    Raises:
        TransitionNotAllowed: none is offered, or the time to take it is over.
    """
    event, registration = lock_registration(registration)
    if registration.status == Registration.Status.CONFIRMED:
        return  # pressed twice
    require_coming(event, at)
    registration.accept(at=at)
    record(event, Action.ACCEPTED, by=by, at=at, registration=registration)
    tell_followers([registration], Turn.SEATED, at=at)


@transaction.atomic
def change_capacity(event: Event, capacity: int | None, *, by: User | None, at: datetime) -> Event:
    """Change how many seats there are; new ones go to who waits. None is no limit.

    Raises:
        CapacityBelowTaken: so many seats are given or offered already.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if capacity == event.capacity:
        return event
    if capacity is not None and capacity < event.taken:
        raise CapacityBelowTaken(capacity=capacity, taken=event.taken)
    note = f"{_written(event.capacity)} -> {_written(capacity)}"
    event.set_capacity(capacity)
    record(event, Action.CAPACITY_CHANGED, by=by, at=at, note=note)
    offer_seats(event, at=at)
    return event


def lapse_offers(*, at: datetime) -> int:
    """Pass on what nobody took in time, and what is free while somebody waits; return to how many.

    Each event in a transaction of its own: one that fails does not hold the others.
    """
    count = 0
    for pk in list(_events_to_look_at(at).values_list("pk", flat=True)):
        try:
            count += _pass_on(pk, at=at)
        except Exception:
            logger.exception("The waiting list of event %s could not be passed on.", pk)
    return count


def _events_to_look_at(at: datetime) -> EventQuerySet:
    waiting = Registration.objects.waiting().order_by().values("event")
    has_room = Q(capacity=None) | Q(taken__lt=F("capacity"))
    lapsed = Registration.objects.lapsed(at).order_by().values("event")
    return Event.objects.filter(
        Q(pk__in=lapsed) | has_room & Q(pk__in=waiting, starts_at__gt=at, status="published")
    )


@transaction.atomic
def _pass_on(pk: int, *, at: datetime) -> int:
    event = Event.objects.select_for_update().get(pk=pk)
    for registration in event.registrations.lapsed(at).select_related("user"):
        registration.event = event
        registration.cancel(ended=Registration.Ended.LAPSED, at=at)
        event.take(-registration.people)
        record(event, Action.LAPSED, by=None, at=at, registration=registration)
        tell(registration, LAPSED)
        tell_followers([registration], Turn.ENDED, at=at)
    return len(offer_seats(event, at=at))


def _next_in_line(event: Event, at: datetime) -> Registration | None:
    """Return who is to have what is free now; nobody while the first does not fit into it."""
    waiting = event.registrations.waiting().select_related("user")
    if event.free is None:
        return waiting.first()
    if not event.free:
        return None
    most = event.free if _is_last_hours(event, at) else event.capacity
    first = waiting.filter(people__lte=most).first()
    return first if first and first.people <= event.free else None


def _is_last_hours(event: Event, at: datetime) -> bool:
    return event.starts_at - at <= LAST_HOURS


def _offer(event: Event, registration: Registration, *, at: datetime) -> None:
    until = min(at + timedelta(hours=event.offer_hours), event.starts_at)
    registration.offer(until=until)
    record(event, Action.OFFERED, by=None, at=at, registration=registration)
    tell(registration, OFFERED, key=f"{until:%Y%m%dT%H%M}", context={"until": until.isoformat()})


def _give(event: Event, registration: Registration, *, at: datetime) -> None:
    registration.give(at=at)
    record(event, Action.ACCEPTED, by=None, at=at, registration=registration)
    tell(registration, GIVEN)
    registration.event = event
    tell_followers([registration], Turn.SEATED, at=at)


def _written(capacity: int | None) -> str:
    return "–" if capacity is None else str(capacity)
