"""The panel on a project's page: who points at it for which year, and the council's choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from projects.beside import Panel
from projects.focus_years import Standing, council_seats, years_at
from projects.models import FocusDesignation, FocusFlag, Project
from projects.models.focus import FlagQuerySet
from projects.seats_drawing import SeatsDrawing

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class PointedAt:
    """How a project stands for a year: its flags, and whether the council has chosen."""

    year: int
    flags: list[FocusFlag]
    seats: int
    is_chosen_for: bool

    @property
    def standing(self) -> Standing:
        counted = sum(row.counts for row in self.flags)  # type: ignore[attr-defined]
        return Standing(counted, self.seats)

    @property
    def drawing(self) -> SeatsDrawing:
        return SeatsDrawing(self.standing)

    @property
    def awaits_the_council(self) -> bool:
        return self.standing.has_majority and not self.is_chosen_for


def shown_flags(at: datetime) -> FlagQuerySet:
    """Return standing flags with all that a page says of them: one question."""
    seats = council_seats().order_by().values("group__body__kind").annotate(n=Count("pk"))
    chosen = FocusDesignation.objects.standing().filter(year=OuterRef("year"))
    rows = FocusFlag.objects.standing().with_counts(at)
    return rows.annotate(
        seats=Coalesce(Subquery(seats.values("n"), output_field=IntegerField()), 0),
        is_chosen_for=Exists(chosen),
    ).select_related("member__user", "year", "endorses")


def by_year(flags: Iterable[FocusFlag]) -> list[PointedAt]:
    """Return the flags of one project year by year, the newest year first."""
    found: dict[int, list[FocusFlag]] = defaultdict(list)
    for row in flags:
        found[row.year.year].append(row)
    return [
        PointedAt(year, rows, rows[0].seats, rows[0].is_chosen_for)  # type: ignore[attr-defined]
        for year, rows in sorted(found.items(), reverse=True)
    ]


def focus_panel(project: Project, user: User | None, at: datetime) -> Panel | None:
    """Return the panel; nothing where nobody points, nothing was chosen, and one may not point."""
    if not project.is_published:
        return None
    flags = shown_flags(at).filter(project=project)
    if project.is_active:
        flags = flags.filter(year__year__in=years_at(at))
    designations = list(project.designations.with_decisions())
    appointed = {row.year.year for row in designations if row.stands}
    pointed_at = [row for row in by_year(flags) if row.year not in appointed]
    may_flag = project.is_active and user is not None and user.has_perm("projects.flag_project")
    if not (pointed_at or designations or may_flag):
        return None
    context = {
        "pointed_at": pointed_at,
        "appointed": [row for row in designations if row.stands],
        "undone": [row for row in designations if not row.stands],
        "may_flag": may_flag,
        "project": project,
    }
    return Panel(
        _("Fokusprojekt"), "projects/parts/focus.html", context, order=10, has_own_head=True
    )
