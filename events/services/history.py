"""The one way to write a line of an event's history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from events.models import Event, EventRecord, Registration

if TYPE_CHECKING:
    from accounts.models import User


def record(
    event: Event,
    action: EventRecord.Action,
    *,
    by: User | None,
    at: datetime,
    registration: Registration | None = None,
    note: str = "",
) -> EventRecord:
    """Write one line of history, in the caller's transaction.

    Who signs up or cancels stands there without a name: the registration tells whose it is.
    """
    return EventRecord.objects.create(
        event=event, registration=registration, action=action, by=by, at=at, note=note
    )
