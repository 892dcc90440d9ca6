"""What a person sees about signing up: whether one can, and how many seats are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from accounts.services import confirmed_emails
from events.models import Event, Registration

if TYPE_CHECKING:
    from accounts.models import User


class Stage(StrEnum):
    """Where the sign-up is now."""

    NONE = "none"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class SignUp:
    """`left` is what a newcomer can have, None without limit; `waiting` how many wait before."""

    stage: Stage
    left: int | None
    waiting: int
    closes_at: datetime
    mine: Registration | None

    @property
    def next_number(self) -> int:
        """The place on the waiting list that a newcomer would get."""
        return self.waiting + 1


def sign_up_of(event: Event, *, person: User | None, at: datetime) -> SignUp:
    """Ask one question for a visitor, three for who is logged in."""
    waiting = event.registrations.waiting().count() if event.takes_sign_up else 0
    return SignUp(
        stage=stage_of(event, at),
        left=0 if waiting else event.free,
        waiting=waiting,
        closes_at=min(event.starts_at, event.sign_up_closes_at or event.starts_at),
        mine=registration_of_person(event, person) if person and event.takes_sign_up else None,
    )


def stage_of(event: Event, at: datetime) -> Stage:
    if not event.takes_sign_up or event.is_cancelled or not event.is_published:
        return Stage.NONE
    if event.takes_registrations(at):
        return Stage.OPEN
    opens_at = event.sign_up_opens_at
    return Stage.COMING if opens_at and at < opens_at and event.is_coming(at) else Stage.CLOSED


def registration_of_person(event: Event, person: User) -> Registration | None:
    return event.registrations.active().of(person, confirmed_emails(person)).first()


def number_in_line(registration: Registration) -> int:
    """Return the place on the waiting list, 1 for the first."""
    before = registration.event.registrations.waiting().filter(number__lt=registration.number)
    return before.count() + 1
