"""The rhythm of the policy: every second year a seminar. Days of the municipality's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.clock import end_of_day, local_date, start_of_day
from seminars.models import Seminar

# The policy: every second year. From a year before, everybody is told that it is to be planned.
EVERY_YEARS = 2
TOLD_BEFORE_YEARS = 1


@dataclass(frozen=True)
class Rhythm:
    """When the next seminar is due, and whether it is planned."""

    last: Seminar | None
    next: Seminar | None
    today: date

    @property
    def due_on(self) -> date:
        """Two years after the last one; without one, now."""
        held_on = self.last.held_on if self.last else None
        return years_later(held_on, EVERY_YEARS) if held_on else self.today

    @property
    def due_year(self) -> int:
        return self.due_on.year

    @property
    def is_to_be_planned(self) -> bool:
        """Whether it is due within a year and has not been published."""
        return self.next is None and self.today >= years_later(self.due_on, -TOLD_BEFORE_YEARS)

    @property
    def is_overdue(self) -> bool:
        """Whether the year in which it was due has passed without one."""
        return self.last is not None and self.today.year > self.due_year

    @property
    def sentence(self) -> str:
        """Say it as everybody reads it; "" while the next one is planned or far away."""
        if self.next is not None:
            return ""
        if self.is_overdue:
            return _(
                "Der skulle have været holdt et seminar senest i %(year)s. Det er der ikke."
            ) % {"year": self.due_year}
        return _("Det næste seminar skal holdes i %(year)s. Datoen er ikke fastlagt endnu.") % {
            "year": self.due_year
        }


def rhythm_at(at: datetime) -> Rhythm:
    """Ask two questions: which was held last, and which comes."""
    held = Seminar.objects.held(at).order_by("-last_day_ends_at", "-pk").first()
    coming = Seminar.objects.coming(at).order_by("last_day_ends_at", "pk").first()
    return Rhythm(last=held, next=coming, today=local_date(at))


def years_later(day: date, years: int) -> date:
    """Return the same day in another year; of 29 February, the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


# --- The front page ---------------------------------------------------------------------------
def counted_for_rhythm(at: datetime) -> dict[str, QuerySet]:
    """Return what the notice wants to know, for the one question by which the page counts."""
    today = local_date(at)
    standing = Seminar.objects.standing()
    year_ago = end_of_day(years_later(today, TOLD_BEFORE_YEARS - EVERY_YEARS))
    return {
        "seminars_coming": Seminar.objects.coming(at),
        "seminars_lately": standing.filter(last_day_ends_at__gte=year_ago),
        **{
            _name(year): standing.filter(
                last_day_ends_at__gte=start_of_day(date(year, 1, 1)),
                last_day_ends_at__lt=start_of_day(date(year + 1, 1, 1)),
            )
            for year in _years(today)
        },
    }


def rhythm_notice(at: datetime, counts: Mapping[str, int]) -> str:
    """Say from a year before that the next one is due, or that it is overdue; "" when not."""
    if counts.get("seminars_coming") or counts.get("seminars_lately"):
        return ""
    today = local_date(at)
    held = [year for year in _years(today) if counts.get(_name(year))]
    if not held or max(held) + EVERY_YEARS < today.year:
        return _(
            "Der er ikke holdt et seminar om borgerinddragelse i to år, men det skal der være "
            "hvert andet år."
        )
    return _("Det næste seminar om borgerinddragelse skal holdes senest i %(year)s.") % {
        "year": max(held) + EVERY_YEARS
    }


def _years(today: date) -> range:
    return range(today.year - EVERY_YEARS, today.year + 1)


def _name(year: int) -> str:
    return f"seminars_{year}"
