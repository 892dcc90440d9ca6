"""How problems have fared, year by year. They are public, so no figure is too small to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear, TruncDate

from projects.models import Problem

Answer = Problem.Answer


@dataclass(frozen=True)
class Year:
    """The problems that were raised in a year, by the municipality's calendar."""

    year: int
    raised: int
    answered: int
    in_time: int
    overdue: int
    by_answer: list[tuple[str, int]]


def years(today: date) -> list[Year]:
    """Return each year with problems that everybody can read, the newest first: one question."""
    answered = ~Q(answer=Answer.NONE)
    kinds = {str(kind): Count("pk", filter=Q(answer=kind)) for kind in _kinds()}
    rows = (
        Problem.objects.public()
        .annotate(year=ExtractYear("raised_at"), answered_day=TruncDate("answered_at"))
        .order_by("-year")
        .values("year")
        .annotate(
            raised=Count("pk"),
            answered=Count("pk", filter=answered),
            in_time=Count("pk", filter=answered & Q(answered_day__lte=F("answer_due_on"))),
            overdue=Count("pk", filter=~answered & Q(answer_due_on__lt=today)),
            **kinds,
        )
    )
    return [_year(row) for row in rows]


def _kinds() -> Iterator[Answer]:
    return (kind for kind in Answer if kind != Answer.NONE)


def _year(row: dict[str, int]) -> Year:
    return Year(
        year=row["year"],
        raised=row["raised"],
        answered=row["answered"],
        in_time=row["in_time"],
        overdue=row["overdue"],
        by_answer=[(str(kind.label), row[str(kind)]) for kind in _kinds()],
    )
