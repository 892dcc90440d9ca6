"""What Min side shows to who has chaired a meeting: minutes that wait for the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councils.models import Meeting
from councils.models.meeting import MeetingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


def minutes_to_sign(person: User) -> MeetingQuerySet:
    """Return the meetings; who chairs is written down when the minutes are begun."""
    waiting = Meeting.objects.filter(
        minutes_state=Meeting.Minutes.SUBMITTED, chair__member__user=person
    )
    return waiting.visible_to(person).select_related("event", "body")
