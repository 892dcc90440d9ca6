"""When the day comes that stands on the hearing, names and addresses leave the answers."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q

from core.clock import local_date
from hearings.models import (
    Hearing,
    HearingEvent,
    Objection,
    Response,
    ResponseFile,
    ResponseVersion,
)
from hearings.models.hearing_lists import HearingQuerySet
from hearings.services.history import record
from hearings.services.objections import lapse_objections


def hearings_to_purge(*, on: date, at: datetime) -> HearingQuerySet:
    """Return the hearings whose day has come and that still hold somebody's name."""
    named = Response.objects.filter(forgotten_at=None).values("hearing")
    return Hearing.objects.published().filter(
        pk__in=named, delete_personal_data_on__lte=on, closes_at__lte=at
    )


@transaction.atomic
def forget_responses(hearing: Hearing, *, at: datetime) -> int:
    """Remove who wrote the answers to a hearing; return how many were stripped.

    GDPR art. 5(1)(e): no longer than the purpose needs; the day is told before one answers.

    The texts stay, they are the case. The files of citizens go: a scan carries name, address
    and signature. The name of an organisation is no personal data; who wrote for it is.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    responses = Response.objects.filter(hearing=hearing, forgotten_at=None)
    citizens = Q(sender_kind=Response.SenderKind.CITIZEN)
    for file in ResponseFile.objects.filter(response__in=responses.filter(citizens)):
        file.discard()
    for response in responses.filter(objections__outcome=Objection.Outcome.PENDING):
        lapse_objections(response, at=at)
    ResponseVersion.objects.filter(response__in=responses).forget_authors()
    responses.filter(~citizens, on_behalf_of="").update(on_behalf_of=F("name"))
    count = responses.update(
        name="",
        email="",
        email_confirmed_at=None,
        address="",
        person=None,
        show_name=False,
        forgotten_at=at,
    )
    HearingEvent.objects.filter(hearing=hearing).forget_people(
        get_user_model().objects.filter(is_staff=False)
    )
    record(hearing, HearingEvent.Action.FORGOTTEN, by=None, at=at, note=str(count))
    return count


def purge(*, at: datetime) -> int:
    """Keep the promise of every hearing whose day has come; return how many answers it was."""
    hearings = hearings_to_purge(on=local_date(at), at=at)
    return sum(forget_responses(hearing, at=at) for hearing in hearings)
