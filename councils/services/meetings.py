"""Meetings: planned, changed, cancelled, and the agenda that is sent out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from councils.chairing import chair_of
from councils.models import Body, CouncilEvent, Meeting, Membership
from councils.services.asking import locked_body, locked_meeting, require_right, require_unsettled
from councils.services.history import record
from councils.services.telling_members import tell_members
from events.models import Event
from events.services.events import cancel_event, change_event, create_event, publish_event
from notifications.services import announce

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
# What stands on the event of a meeting, and what people must hear when it changes.
EVENT_FIELDS = ("title", "starts_at", "ends_at", "place", "online_url")
MOVING_FIELDS = ("starts_at", "ends_at", "place", "online_url")


@transaction.atomic
def plan_meeting(
    body: Body,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    online_url: str = "",
    is_public: bool | None = None,
    title: str = "",
    url: str = "",
    by: User,
    at: datetime,
) -> Meeting:
    """Plan a meeting; without a word about it, it is as public as the kind of body.

    A form that is sent twice makes one: a body does not meet twice in the same minute.
    """
    body = locked_body(body)
    require_right(by, "plan_meeting_body", body)
    if twin := body.meetings.counted().filter(event__starts_at=starts_at).first():
        return twin
    event = create_event(
        kind=Event.Kind.MEETING,
        title=title or _("Møde i %(body)s") % {"body": body.name},
        starts_at=starts_at,
        ends_at=ends_at,
        department=body.department,
        place=place,
        online_url=online_url,
        is_owned=True,
        by=by,
        at=at,
    )
    meeting = Meeting.objects.create(
        body=body,
        event=event,
        is_public=body.meets_in_public if is_public is None else is_public,
        url=url,
    )
    meeting.event = publish_event(event, by=by, at=at)
    record(body, Action.MEETING_PLANNED, by=by, at=at, about=meeting)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    is_public: bool,
    url: str = "",
    chair: Membership | None = None,
    by: User,
    at: datetime,
    **fields: Any,
) -> Meeting:
    """Change a meeting; its members are told when it is held at another time or place.

    `chair` is who chairs in the place of whose turn it is.
    """
    meeting = locked_meeting(meeting)
    require_right(by, "change_meeting", meeting)
    require_unsettled(meeting)
    event = meeting.event
    changed = {name: value for name, value in fields.items() if getattr(event, name) != value}
    if changed:
        meeting.event = change_event(event, by=by, at=at, **changed)
    meeting.is_public, meeting.url, meeting.chair = is_public, url, chair
    meeting.save(update_fields=["is_public", "url", "chair"])
    record(meeting.body, Action.MEETING_CHANGED, by=by, at=at, about=meeting)
    if changed.keys() & set(MOVING_FIELDS) and not meeting.event.is_held(at):
        tell_members(meeting, "councils.meeting_moved", version=str(meeting.event.ics_sequence))
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: User, at: datetime) -> Meeting:
    """Cancel a meeting that was not held; it stays to be read, with the reason."""
    meeting = locked_meeting(meeting)
    require_right(by, "change_meeting", meeting)
    meeting.event = cancel_event(meeting.event, reason=reason, by=by, at=at)
    record(meeting.body, Action.MEETING_CANCELLED, by=by, at=at, about=meeting, note=reason)
    tell_members(meeting, "councils.meeting_cancelled")
    return meeting


@transaction.atomic
def publish_agenda(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """Send the agenda to the members; of a public meeting, everybody can read it from now on.

    Raises:
        TransitionNotAllowed: it was sent, the meeting is cancelled, or nothing stands on it.
    """
    meeting = locked_meeting(meeting)
    require_right(by, "change_meeting", meeting)
    if not meeting.items.placed().exists():
        raise TransitionNotAllowed(_("Der er ingen punkter på dagsordenen endnu."))
    meeting.publish_agenda(at=at)
    record(meeting.body, Action.AGENDA_PUBLISHED, by=by, at=at, about=meeting)
    tell_members(meeting, "councils.agenda_published")
    announce_public(meeting, "councils.agenda_public", at=at)
    return meeting


def announce_public(meeting: Meeting, kind: str, *, at: datetime) -> None:
    """Let the body's followers hear of what everybody may read."""
    if meeting.is_visible_to(None):
        announce(kind, about=meeting, feed=meeting.body.feed, at=at)


def keep_chair(meeting: Meeting) -> None:
    """Write down who chairs a meeting that has begun: no later change of turns alters it."""
    if meeting.chair is None and meeting.has_begun() and (chair := chair_of(meeting)):
        meeting.keep_chair(chair)
