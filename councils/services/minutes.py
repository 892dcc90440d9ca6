"""Minutes: the secretary writes, the members read, the chair of that meeting signs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from councils.models import CouncilEvent, Meeting
from councils.services.asking import (
    acting_membership,
    locked_meeting,
    require_begun,
    require_right,
    require_seen,
)
from councils.services.history import record
from councils.services.meetings import announce_public, keep_chair
from councils.services.telling_members import tell_members

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action


@transaction.atomic
def write_minutes(
    meeting: Meeting, *, text: str, seen: str | None = None, by: User, at: datetime
) -> Meeting:
    """Write the minutes of a meeting that has begun; what was submitted is a draft again.

    Raises:
        WrittenMeanwhile: they are others than those of which `seen` is the digest.
        TransitionNotAllowed: the meeting has not begun, or the minutes are signed.
    """
    meeting = locked_meeting(meeting)
    require_right(by, "write_minutes_meeting", meeting)
    require_begun(meeting)
    require_seen(seen, meeting.minutes)
    keep_chair(meeting)
    meeting.write_minutes(text)
    record(meeting.body, Action.MINUTES_WRITTEN, by=by, at=at, about=meeting)
    return meeting


@transaction.atomic
def submit_minutes(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """Let the members read the minutes before they are signed; each is told."""
    meeting = locked_meeting(meeting)
    require_right(by, "write_minutes_meeting", meeting)
    meeting.submit_minutes()
    line = record(meeting.body, Action.MINUTES_SUBMITTED, by=by, at=at, about=meeting)
    tell_members(meeting, "councils.minutes_submitted", version=str(line.pk))
    return meeting


@transaction.atomic
def sign_minutes(meeting: Meeting, *, seen: str | None = None, by: User, at: datetime) -> Meeting:
    """Approve the minutes as the chair of that meeting: nothing about it is changed any more.

    Raises:
        PermissionDenied: somebody else chaired it, or the seat has ended.
        WrittenMeanwhile: they are others than those of which `seen` is the digest.
    """
    meeting = locked_meeting(meeting)
    keep_chair(meeting)
    require_right(by, "sign_minutes_meeting", meeting)
    seat = acting_membership(meeting.body, by)
    require_seen(seen, meeting.minutes)
    meeting.sign_minutes(by=seat, at=at)
    record(meeting.body, Action.MINUTES_APPROVED, by=by, at=at, about=meeting)
    announce_public(meeting, "councils.minutes_approved", at=at)
    return meeting
