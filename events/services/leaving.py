"""Changing a registration and cancelling it; what becomes free goes to who waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from events.exceptions import GroupTooLarge, NotEnoughSeats
from events.models import Event, EventRecord, Registration
from events.parts import Turn, tell_followers
from events.services.history import record
from events.services.locking import lock_registration, require_coming
from events.services.places import offer_seats
from events.services.registering import seats_left
from events.services.telling import LEFT, tell

if TYPE_CHECKING:
    from accounts.models import User

Action = EventRecord.Action


@transaction.atomic
def cancel_registration(
    registration: Registration,
    *,
    ended: Registration.Ended,
    reason: str = "",
    is_told: bool = True,
    by: User | None = None,
    at: datetime,
) -> Registration:
    """Cancel it, say so in a mail (with the reason), and pass the seat on.

    Twice changes nothing more.

    Raises:
        TransitionNotAllowed: the event has begun.
    """
    event, registration = lock_registration(registration)
    if not registration.is_active:
        return registration
    require_coming(event, at)
    _let_go(event, registration, ended=ended, at=at)
    record(
        event,
        Action.REGISTRATION_CANCELLED,
        by=by,
        at=at,
        registration=registration,
        note=reason,
    )
    if is_told:
        tell(registration, LEFT, context={"reason": reason})
    tell_followers([registration], Turn.ENDED, at=at)
    offer_seats(event, at=at)
    return registration


@transaction.atomic
def cancel_parts(
    registrations: Iterable[Registration],
    *,
    ended: Registration.Ended,
    passes_on: bool = True,
    at: datetime,
) -> int:
    """Cancel seats in parts of what was cancelled, whose mail has told it; return how many."""
    by_event: dict[int, list[int]] = defaultdict(list)
    for row in registrations:
        by_event[row.event_id].append(row.pk)
    return sum(
        _cancel_part(pk, by_event[pk], ended=ended, passes_on=passes_on, at=at)
        for pk in sorted(by_event)
    )


def _cancel_part(
    pk: int, keys: list[int], *, ended: Registration.Ended, passes_on: bool, at: datetime
) -> int:
    event = Event.objects.select_for_update().get(pk=pk)
    rows = event.registrations.active().filter(pk__in=keys)
    held = sum(rows.holding_seats().values_list("people", flat=True))
    only = rows.get() if len(keys) == 1 and rows.exists() else None
    count = rows.cancel_all(ended=ended, at=at)
    event.take(-held)
    if count:
        note = "" if only else str(count)
        action = Action.REGISTRATION_CANCELLED
        record(event, action, by=None, at=at, registration=only, note=note)
    if passes_on:
        offer_seats(event, at=at)
    return count


@transaction.atomic
def change_registration(
    registration: Registration,
    *,
    people: int,
    organisation: str | None = None,
    needs: str | None = None,
    by: User | None = None,
    at: datetime,
) -> Registration:
    """Change how many come and what they need; on the waiting list the place in it stays.

    What is not given (None) stays as it was.

    Raises:
        NotEnoughSeats: there are not so many more seats, or others wait for them.
        GroupTooLarge: more people than there are seats at all.
        TransitionNotAllowed: it is cancelled, or the event has begun.
    """
    event, registration = lock_registration(registration)
    require_coming(event, at)
    before = registration.people
    _require_room(event, registration, people)
    registration.change(
        people=people,
        organisation=registration.organisation if organisation is None else organisation,
        needs=registration.needs if needs is None else needs,
    )
    if registration.holds_seats:
        event.take(people - before)
    note = f"{before} -> {people}" if people != before else ""
    record(event, Action.CHANGED, by=by, at=at, registration=registration, note=note)
    if people < before:
        tell_followers([registration], Turn.FEWER, at=at)
        offer_seats(event, at=at)
        registration.refresh_from_db()
        registration.event = event
    return registration


def _require_room(event: Event, registration: Registration, people: int) -> None:
    if event.capacity is not None and people > event.capacity:
        raise GroupTooLarge(event.capacity)
    more, left = people - registration.people, seats_left(event)
    if registration.holds_seats and more > 0 and left is not None and more > left:
        raise NotEnoughSeats(left)


def _let_go(
    event: Event, registration: Registration, *, ended: Registration.Ended, at: datetime
) -> None:
    held = registration.people if registration.holds_seats else 0
    registration.cancel(ended=ended, at=at)
    if held:
        event.take(-held)
