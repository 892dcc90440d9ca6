"""How a year went: what was asked, how long people waited, what was promised and kept.

Every number is public, so a year is the same for everybody; nothing here names a person. A year
is one of the municipality's calendar (Europe/Copenhagen); a hearing belongs to the year of its
deadline, an answer to the year in which it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from core.clock import local_date
from core.yearly import count_by_year, spreadsheet
from hearings.models import Change, Hearing, Objection, Redaction, Response

MOST_YEARS = 10


@dataclass
class Year:
    """The figures of one year. Days are whole days; None when there is nothing to count."""

    year: int
    closed: int = 0
    in_time: int = 0
    late: int = 0
    unpromised: int = 0
    waiting: int = 0
    without: int = 0
    days: list[int] = field(default_factory=list)
    received: int = 0
    declined: int = 0
    masked: int = 0
    objections: int = 0
    upheld: int = 0
    promised: int = 0
    done: int = 0
    dropped: int = 0
    overdue: int = 0

    @property
    def median_days(self) -> float | int | None:
        if not self.days:
            return None
        middle = median(self.days)
        return int(middle) if middle == int(middle) else middle


def labels() -> dict[str, str]:
    """Return what each figure is called, in the order of the table."""
    return {
        "closed": _("Høringer, hvor fristen er gået"),
        "in_time": _("Hvidbøger til den lovede tid"),
        "late": _("Hvidbøger efter den lovede tid"),
        "unpromised": _("Hvidbøger, som ingen dag var lovet for"),
        "waiting": _("Hvidbøger, der mangler endnu"),
        "without": _("Besluttet uden hvidbog, med begrundelse"),
        "median_days": _("Dage fra frist til hvidbog, den midterste"),
        "received": _("Svar modtaget"),
        "declined": _("Svar, der ikke blev offentliggjort"),
        "masked": _("Passager streget over"),
        "objections": _("Indsigelser mod, at et svar ikke blev vist"),
        "upheld": _("Indsigelser, der fik medhold"),
        "promised": _("Ændringer lovet"),
        "done": _("Ændringer udført"),
        "dropped": _("Ændringer opgivet, med begrundelse"),
        "overdue": _("Ændringer, der er forsinkede"),
    }


def figures(at: datetime) -> list[Year]:
    """Return the years that have something to tell, the newest first: seven questions."""
    years: dict[int, Year] = {}
    for hearing in _closed(at):
        _count_hearing(_of(years, hearing.last_day.year), hearing)
    for name, counts in _counted(at):
        for year, count in counts.items():
            setattr(_of(years, year), name, count)
    newest = sorted(years.values(), key=lambda row: -row.year)
    return newest[:MOST_YEARS]


def _of(years: dict[int, Year], year: int) -> Year:
    return years.setdefault(year, Year(year))


def _closed(at: datetime) -> Iterable[Hearing]:
    """Return hearings whose deadline has passed, with the number of answers that count."""
    kept = Hearing.objects.running() | Hearing.objects.decided()
    answers = Count("responses", filter=~Q(responses__status=Response.Status.WITHDRAWN))
    columns = ("closes_at", "status", "white_paper_due_on", "white_paper_published_at")
    return kept.filter(closes_at__lte=at).annotate(answers=answers).only(*columns).order_by("pk")


def _count_hearing(year: Year, hearing: Hearing) -> None:
    year.closed += 1
    published = hearing.white_paper_published_at
    if published is None:
        if hearing.answers and hearing.status == Hearing.Status.DECIDED:  # type: ignore[attr-defined]
            year.without += 1
        elif hearing.answers:  # type: ignore[attr-defined]
            year.waiting += 1
        return
    day, due = local_date(published), hearing.white_paper_due_on
    year.days.append((day - hearing.last_day).days)
    if due is None:
        year.unpromised += 1
    elif day <= due:
        year.in_time += 1
    else:
        year.late += 1


def _counted(at: datetime) -> Iterable[tuple[str, dict[int, int]]]:
    """Return the other figures by name and year."""
    status, outcome = Response.Status, Objection.Outcome
    received = Response.objects.counted()
    yield from count_by_year(
        received, "received_at", received=Q(), declined=Q(status=status.DECLINED)
    )
    yield from count_by_year(Redaction.objects, "at", masked=Q())
    yield from count_by_year(
        Objection.objects, "made_at", objections=Q(), upheld=Q(outcome=outcome.UPHELD)
    )
    yield from count_by_year(Change.objects, "created_at", promised=Q())
    ended = Change.objects.exclude(ended_on=None)
    yield from count_by_year(
        ended,
        "ended_on",
        done=Q(status=Change.Status.DONE),
        dropped=Q(status=Change.Status.DROPPED),
    )
    yield from count_by_year(Change.objects.overdue(local_date(at)), "due_on", overdue=Q())


def table(years: list[Year]) -> list[tuple[str, list[Any]]]:
    """Return the rows of the table: a label, and the figure of each year."""
    return [(label, [getattr(year, name) for year in years]) for name, label in labels().items()]


def as_csv(years: list[Year]) -> str:
    """Return the table as spreadsheets read it here: a line per year, semicolons between.

    All cells are numbers or our own words: there is nothing that could be a formula.
    """
    names = labels()
    rows = [[year.year, *(getattr(year, name) for name in names)] for year in years]
    return spreadsheet([[_("År"), *names.values()], *rows])
