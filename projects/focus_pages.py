"""What the pages of focus projects show: the years, each year, and who points at what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from projects.focus_years import this_year, years_at
from projects.models import (
    FocusDesignation,
    FocusFlag,
    FocusYear,
    InvolvementStep,
    Project,
    PromiseAnswer,
)
from projects.models.people import ActorGroup
from projects.parts.focus import PointedAt, by_year, shown_flags


@dataclass(frozen=True)
class ProjectPointedAt:
    project: Project
    pointed_at: PointedAt


@dataclass(frozen=True)
class YearShown:
    """A year with what was appointed, or with what members point at until then."""

    year: int
    designations: list[FocusDesignation]
    pointed_at: list[ProjectPointedAt]


def overview(at: datetime) -> dict[str, Any]:
    """Return this year, the next with what members point at, and the years that are over."""
    chosen: dict[int, list[FocusDesignation]] = defaultdict(list)
    for row in (
        FocusDesignation.objects.with_decisions()
        .standing()
        .filter(project__in=Project.objects.published())
    ):
        chosen[row.year.year].append(row)
    flags = shown_flags(at).filter(year__year__in=years_at(at), project__in=_active())
    pointed_at = pointed_at_by_year(list(flags.select_related("project")))
    now, coming = (
        YearShown(year, chosen.get(year, []), pointed_at.get(year, [])) for year in years_at(at)
    )
    archive = [
        YearShown(year, rows, [])
        for year, rows in sorted(chosen.items(), reverse=True)
        if year < this_year(at)
    ]
    return {"now": now, "coming": coming, "archive": archive}


def _active() -> QuerySet[Project]:
    return Project.objects.active().order_by()


def pointed_at_by_year(flags: list[FocusFlag]) -> dict[int, list[ProjectPointedAt]]:
    """Return the projects that members point at by year; those of most members first."""
    by_project: dict[int, list[FocusFlag]] = defaultdict(list)
    for flag in flags:
        by_project[flag.project_id].append(flag)
    found: dict[int, list[ProjectPointedAt]] = defaultdict(list)
    for rows in by_project.values():
        for pointed_at in by_year(rows):
            found[pointed_at.year].append(ProjectPointedAt(rows[0].project, pointed_at))
    for listed in found.values():
        listed.sort(key=lambda row: (-row.pointed_at.standing.count, row.project.title))
    return found


@dataclass(frozen=True)
class Appointed:
    """A focus project of a year with its plan, the promises, who took part, the evaluation."""

    row: FocusDesignation
    steps: list[InvolvementStep]
    people: list[tuple[str, int]]

    @property
    def reached(self) -> int:
        return sum(step.reached or 0 for step in self.steps)

    @property
    def promises(self) -> tuple[int, int]:
        """Return how many promises of the plan were kept, and of how many that is known."""
        judged = [step.kept for step in self.steps if step.kept]
        return judged.count(PromiseAnswer.Kept.YES), len(judged)


def year_page(year: int, at: datetime) -> dict[str, Any] | None:
    """Return a year's projects with all of it; None for a year that nothing is known of."""
    focus_year = FocusYear.objects.filter(year=year).first()
    if focus_year is None and year not in years_at(at):
        return None
    rows = FocusDesignation.objects.with_decisions().filter(
        year__year=year, project__in=Project.objects.published()
    )
    found = list(rows.prefetch_related("project__involvement", "people"))
    flags = shown_flags(at).filter(year__year=year, project__in=Project.objects.published())
    pointed_at = pointed_at_by_year(list(flags.select_related("project"))).get(year, [])
    return {
        "year": year,
        "text": focus_year.text if focus_year else "",
        "appointed": [_appointed(row) for row in found if row.stands],
        "undone": [row for row in found if not row.stands],
        "pointed_at": pointed_at,
        "is_over": year < this_year(at),
    }


def _appointed(row: FocusDesignation) -> Appointed:
    counts = {line.group: line.count for line in row.people.all()}
    people = [(str(group.label), counts[group]) for group in ActorGroup if group in counts]
    return Appointed(row, list(row.project.involvement.all()), people)
