"""What those who have signed up are told, as rows in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from events.models import Event, EventRecord, Registration
from events.parts import Turn, tell_followers
from events.services.history import record
from notifications.services import Recipient, enqueue, enqueue_all

if TYPE_CHECKING:
    from accounts.models import User

REGISTERED = "events.registered"
WAITING = "events.waiting"
LINK_AGAIN = "events.link_again"
OFFERED = "events.offered"
GIVEN = "events.given"
LAPSED = "events.lapsed"
LEFT = "events.registration_cancelled"
MOVED = "events.moved"
EVENT_CANCELLED = "events.event_cancelled"
REMINDER = "events.reminder"


def tell(
    registration: Registration, kind: str, *, key: str = "", context: dict[str, Any] | None = None
) -> None:
    """Write one mail to who signed up; who came by telephone may have no address.

    An account is told at the address it has when the mail leaves. The same `key` is told once.
    """
    if registration.user_id or registration.email:
        enqueue(
            kind,
            email="" if registration.user_id else registration.email,
            user=registration.user,
            about=registration,
            context=context,
            language=registration.language,
            dedup_key=f"{kind}:{registration.pk}:{key}",
        )


def tell_all(kind: str, registrations: Iterable[Registration], *, key: str, **context: Any) -> int:
    """Write the same mail to many; return how many were not written before."""
    return enqueue_all(
        kind,
        (
            Recipient(
                dedup_key=f"{kind}:{row.pk}:{key}",
                email="" if row.user_id else row.email,
                user=row.user,
                language=row.language,
                context=context,
                about=row,
            )
            for row in registrations
            if row.user_id or row.email
        ),
    )


def tell_of_move(event: Event, *, by: User, at: datetime) -> int:  # noqa: ARG001  (as the other steps)
    """Tell who comes, or waits, of another time or place; return how many.

    The caller has raised `ics_sequence`: it makes each move a mail of its own.
    """
    rows = event.registrations.active().select_related("user")
    return tell_all(MOVED, rows, key=str(event.ics_sequence), sequence=event.ics_sequence)


def tell_of_cancellation(event: Event, *, at: datetime) -> int:
    """Cancel every registration and tell each, also who waits; return how many.

    The caller holds the event's lock.
    """
    rows = list(event.registrations.active().select_related("user"))
    told = tell_all(EVENT_CANCELLED, rows, key="")
    event.take(-event.taken)
    count = event.registrations.cancel_all(ended=Registration.Ended.EVENT_CANCELLED, at=at)
    if count:
        action = EventRecord.Action.REGISTRATION_CANCELLED
        record(event, action, by=None, at=at, note=f"{count}")
    gone = Registration.objects.filter(pk__in=[row.pk for row in rows]).select_related("event")
    tell_followers(list(gone), Turn.ENDED, at=at)
    return told
