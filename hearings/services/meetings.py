"""The meetings of a hearing: each is an event, which follows what happens to the hearing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from events.models import Event
from events.services import cancel_event, change_event, create_event, publish_event
from hearings.models import Hearing, HearingEvent, HearingMeeting
from hearings.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def add_meeting(hearing: Hearing, *, by: User, at: datetime, **fields: Any) -> HearingMeeting:
    """Make a meeting; `fields` are those of `events.services.create_event`.

    It is a draft as long as the hearing is one.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    event = create_event(
        department=hearing.department,
        areas=hearing.areas.all(),
        topics=hearing.topics.all(),
        is_owned=True,
        by=by,
        at=at,
        **fields,
    )
    if hearing.is_published:
        event = publish_event(event, by=by, at=at)
    _note(hearing, _("Møde tilføjet: %(title)s"), event, by=by, at=at)
    return HearingMeeting.objects.create(hearing=hearing, event=event)


@transaction.atomic
def change_meeting(
    meeting: HearingMeeting, *, by: User, at: datetime, **fields: Any
) -> HearingMeeting:
    """Save other words, another time or place.

    Raises:
        TransitionNotAllowed: it is cancelled.
    """
    hearing = Hearing.objects.select_for_update().get(pk=meeting.hearing_id)
    meeting.event = change_event(meeting.event, by=by, at=at, **fields)
    _note(hearing, _("Møde rettet: %(title)s"), meeting.event, by=by, at=at)
    return meeting


@transaction.atomic
def remove_meeting(meeting: HearingMeeting, *, by: User, at: datetime) -> None:
    """Take away what nobody has seen; its event stays with the department, as a draft alone.

    Raises:
        TransitionNotAllowed: it is published: then it can be cancelled.
    """
    hearing = Hearing.objects.select_for_update().get(pk=meeting.hearing_id)
    event = Event.objects.select_for_update().get(pk=meeting.event_id)
    if event.is_published:
        raise TransitionNotAllowed(_("Mødet er offentliggjort. Aflys det i stedet."))
    meeting.delete()
    event.stand_alone()
    _note(hearing, _("Møde fjernet: %(title)s"), event, by=by, at=at)


def publish_meetings(hearing: Hearing, *, by: User, at: datetime) -> None:
    """Publish what belongs to a hearing that was just published."""
    for meeting in hearing.meetings.filter(event__status=Event.Status.DRAFT):
        publish_event(meeting.event, by=by, at=at)


def cancel_meetings(hearing: Hearing, *, reason: str, by: User, at: datetime) -> None:
    """Cancel what is still to come of a hearing that was taken back; who is signed up is told."""
    coming = hearing.meetings.filter(event__status=Event.Status.PUBLISHED, event__ends_at__gt=at)
    for meeting in coming:
        cancel_event(meeting.event, reason=reason, by=by, at=at)


def keep_meetings_with(hearing: Hearing) -> None:
    """Let the events of a hearing stand under its department, areas and topics."""
    for meeting in hearing.meetings.all():
        meeting.event.areas.set(hearing.areas.all())
        meeting.event.topics.set(hearing.topics.all())
    events = Event.objects.filter(hearing_meeting__hearing=hearing)
    events.exclude(department=hearing.department).update(department=hearing.department)


def _note(hearing: Hearing, sentence: str, event: Event, *, by: User, at: datetime) -> None:
    note = sentence % {"title": event.title}
    record(hearing, HearingEvent.Action.CHANGED, by=by, at=at, note=note)
