"""Signing up on the seminar's page, and what somebody has chosen for mails and Min side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import confirmed_emails
from events.models import Event, Registration
from events.showing import Stage, stage_of
from seminars.beside import Panel, register_panel
from seminars.booking import chosen_by
from seminars.models import Seminar, SeminarDay

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class DaySeats:
    """How the sign-up for one day stands. `left` is what a newcomer can have, None: no limit."""

    day: SeminarDay
    event: Event
    stage: Stage
    left: int | None
    waiting: int

    @property
    def closes_at(self) -> datetime:
        return min(self.event.starts_at, self.event.sign_up_closes_at or self.event.starts_at)

    @property
    def next_number(self) -> int:
        """The place on the waiting list that a newcomer would get."""
        return self.waiting + 1


def days_of(seminar: Seminar, at: datetime) -> list[DaySeats]:
    """Return the days that have or had sign-up, in order: one question."""
    waiting = Count(
        "event__registrations", filter=Q(event__registrations__status=Registration.Status.WAITING)
    )
    days = seminar.days.filter(event__takes_sign_up=True).annotate(waiting=waiting)
    return [
        DaySeats(
            day,
            day.event,
            stage_of(day.event, at),
            0 if day.waiting else day.event.free,
            day.waiting,
        )
        for day in days.select_related("event").order_by("event__starts_at", "pk")
    ]


@register_panel
def panel(seminar: Seminar, user: User | None, at: datetime) -> Panel | None:
    """Return the sign-up, for who has signed up their own registration."""
    days = days_of(seminar, at)
    if not days or seminar.is_cancelled or seminar.is_held(at):
        return None
    context = {
        "seminar": seminar,
        "days": days,
        "is_open": any(day.stage == Stage.OPEN for day in days),
        "is_full": all(day.left == 0 for day in days if day.stage == Stage.OPEN),
        "mine": next(iter(own_days(seminar, user)), None) if user else None,
    }
    return Panel(_("Tilmelding"), "seminars/_signup_panel.html", context, order=10, is_aside=True)


def own_days(seminar: Seminar, user: User) -> list[Registration]:
    """Return the person's registrations for its days that are still active."""
    rows = Registration.objects.active().filter(event__seminar_day__seminar=seminar)
    own = rows.of(user, confirmed_emails(user))
    return list(own.order_by("event__starts_at", "pk"))


def parts_of(rows: Sequence[Registration]) -> dict[int, list[str]]:
    """Return the chosen sessions of days as lines, for the mails and Min side of `events`."""
    chosen = chosen_by(rows, timezone.now())
    return {pk: [each.line for each in sessions] for pk, sessions in chosen.items()}
