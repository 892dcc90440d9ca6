"""Who has signed up is told when an event is moved or cancelled."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from events.models import Event, Registration

if TYPE_CHECKING:
    from accounts.models import User


def tell_of_move(event: Event, *, by: User, at: datetime) -> None:
    """Tell who comes, or waits, of another time or place. The caller holds the event's lock."""


def tell_of_cancellation(event: Event, *, at: datetime) -> None:
    """Cancel every registration, and tell each. The caller holds the event's lock."""
    for registration in event.registrations.active():
        registration.cancel(ended=Registration.Ended.EVENT_CANCELLED, at=at)
