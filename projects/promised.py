"""What those who took part said of a promise, without saying it of any single person.

Cells under 5 are hidden, and so many others that the sum gives none away (as
councils/composition.py does). Nothing is told before the last answer could come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from councils.composition import LEAST, hidden_cells
from projects.models import Activity, Project, PromiseAnswer

Kept = PromiseAnswer.Kept


@dataclass(frozen=True)
class Cell:
    """How many said one thing; None: hidden."""

    label: str
    count: int | None


@dataclass(frozen=True)
class Result:
    """What was said. `total` is None while fewer than five have answered."""

    total: int | None
    cells: tuple[Cell, ...] = ()

    @property
    def yes(self) -> int | None:
        """How many said yes, where it may be told."""
        return self.cells[0].count if self.cells else None


def result(activity: Activity, at: datetime) -> Result | None:
    """Return what was said about one activity, None before it is told."""
    return results([activity], at).get(activity.pk)


def results(activities: Iterable[Activity], at: datetime) -> dict[int, Result]:
    """Return the results of those that are told, by key: one question for all of them."""
    told = [activity.pk for activity in activities if activity.is_told(at)]
    if not told:
        return {}
    answers = PromiseAnswer.objects.filter(activity__in=told).order_by()
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, kept, count in answers.values_list("activity", "kept").annotate(n=Count("pk")):
        counted[pk][kept] = count
    return {pk: result_of(counted[pk]) for pk in told}


def reasons_of(project: Project, at: datetime) -> list[str]:
    """Return why people said what they said, for the team: once told, where five have answered.

    In the order of the alphabet: the order in which they came would say something of who wrote.
    """
    told = Activity.objects.told(at).filter(project=project).annotate(n=Count("answers"))
    enough = told.filter(n__gte=LEAST).order_by().values("pk")
    answers = PromiseAnswer.objects.filter(activity__in=enough).exclude(text="")
    return sorted(answers.values_list("text", flat=True))


def result_of(counted: Counter[str]) -> Result:
    counts = [counted[kept] for kept in Kept.values]
    total = sum(counts)
    if total < LEAST:
        return Result(None)
    hidden = hidden_cells(counts)
    cells = (
        Cell(str(kept.label), None if place in hidden else counts[place])
        for place, kept in enumerate(Kept)
    )
    return Result(total, tuple(cells))
