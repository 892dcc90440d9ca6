"""How long people wait for their answer: when the white paper is promised, and what became of it.

Citizens complain of neither answer nor white paper; so the promise is public, and so are the days.
All days are whole days of the municipality's calendar (Europe/Copenhagen).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import last_day, local_date
from core.templatetags.dates import day_date
from hearings.models.hearing import Hearing
from hearings.models.kind import HearingKind


def promised_day(kinds: Iterable[HearingKind], *, closes_at: datetime) -> date | None:
    """Return the day that the kinds promise: the slowest kind decides, None without a kind."""
    days = max((kind.white_paper_days for kind in kinds), default=0)
    return last_day(closes_at) + timedelta(days=days) if days else None


@dataclass(frozen=True)
class AnswerClock:
    """Where a hearing stands: `days` since the deadline, `over` days beyond the promise."""

    promised_on: date | None
    published_on: date | None
    days: int
    over: int

    @property
    def is_late(self) -> bool:
        return self.over > 0


def clock_of(hearing: Hearing, at: datetime) -> AnswerClock:
    """Return the clock; it stops when the white paper comes out, or when it was decided without.

    Before the deadline `days` and `over` are 0.
    """
    published = hearing.white_paper_published_at
    stopped = published or hearing.decision_published_at
    now = min(stopped, at) if stopped else at
    today, due = local_date(now), hearing.white_paper_due_on
    return AnswerClock(
        promised_on=due,
        published_on=local_date(published) if published else None,
        days=max((today - hearing.last_day).days, 0),
        over=max((today - due).days, 0) if due else 0,
    )


def lines_of(hearing: Hearing, at: datetime) -> list[str]:
    """Return the clock as everybody reads it, nothing for a draft and for what is taken back."""
    if not hearing.is_published or hearing.status == Hearing.Status.WITHDRAWN:
        return []
    clock = clock_of(hearing, at)
    if clock.published_on:
        return list(_published(clock))
    if hearing.status == Hearing.Status.DECIDED:
        return []
    return list(_waiting(hearing, clock, at))


def _waiting(hearing: Hearing, clock: AnswerClock, at: datetime) -> Iterator[str]:
    if clock.promised_on:
        yield _("Hvidbog lovet senest %(day)s") % {"day": day_date(clock.promised_on)}
    if at >= hearing.closes_at:
        yield ngettext("%(n)d dag siden fristen", "%(n)d dage siden fristen", clock.days) % {
            "n": clock.days
        }
    if clock.is_late:
        yield over_the_promise(clock.over)


def _published(clock: AnswerClock) -> Iterator[str]:
    yield ngettext(
        "Hvidbogen kom %(n)d dag efter fristen",
        "Hvidbogen kom %(n)d dage efter fristen",
        clock.days,
    ) % {"n": clock.days}
    if clock.is_late:
        yield over_the_promise(clock.over)
    elif clock.promised_on:
        yield _("Den var lovet senest %(day)s") % {"day": day_date(clock.promised_on)}


def over_the_promise(days: int) -> str:
    return ngettext("%(n)d dag over det lovede", "%(n)d dage over det lovede", days) % {"n": days}
