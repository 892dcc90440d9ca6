"""Who is told that a promised change is done or dropped: each person once per change."""

from __future__ import annotations

from datetime import datetime

from hearings.models import Change
from hearings.services.telling import by_address, tell_each
from hearings.told import followers_beside, responses_behind
from notifications.services import announce


def tell_of_change(change: Change, kind: str, *, at: datetime) -> None:
    """Write one message to each person behind the points, and announce it to the followers."""
    tell_each(change, kind, by_address(responses_behind(change)))
    announce(kind, about=change, feed=change.hearing.feed, at=at)


def audience_of_change(change: Change) -> int:
    """Count whom `tell_of_change` will tell, for the page that asks before."""
    responses = responses_behind(change)
    return len(by_address(responses)) + followers_beside(change.hearing, responses).count()
