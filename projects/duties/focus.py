"""Years without a focus project, for the council's secretary; plans and evaluations that lack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import end_of_day, local_date
from core.duties import Duty
from projects.focus_years import choosing_begins, municipal_council, open_years
from projects.models import (
    FocusDesignation,
    FocusYear,
    InvolvementStep,
    Project,
    ProjectEvent,
    ProjectQuerySet,
)

if TYPE_CHECKING:
    from accounts.models import User

DECEMBER = 12


def duties_of(user: User, at: datetime) -> Iterator[Duty]:
    """Return what waits: at most five questions, however many projects there are."""
    council = municipal_council()
    years = open_years(at)
    if council is not None and council.is_served_by(user):
        yield from _empty_years(years, at)
    mine = Project.objects.run_by(user)
    yield from _without_plan(mine, years)
    yield from _without_evaluation(mine, at)


def _empty_years(years: list[int], at: datetime) -> Iterator[Duty]:
    today = local_date(at)
    for year in years:
        begins = choosing_begins(year)
        if today < begins:
            continue
        yield Duty(
            title=_("Fokusprojekt for %(year)s mangler") % {"year": year},
            url=reverse("projects:appoint", args=[year]),
            text=_("Sæt valget på kommunalbestyrelsens dagsorden, og skriv beslutningen ind."),
            deadline=_last_minute(date(year - 1, DECEMBER, 31)),
            is_overdue=year <= today.year,
        )


def _without_plan(mine: ProjectQuerySet, years: list[int]) -> Iterator[Duty]:
    """Tell of projects that a majority points at, or that are appointed, without a whole plan."""
    row = OuterRef("pk")
    keys = FocusYear.objects.filter(year__in=years).annotate(key=Cast("pk", CharField()))
    pointed_at = ProjectEvent.objects.filter(
        project=row,
        action=ProjectEvent.Action.MAJORITY_REACHED,
        about_pk__in=keys.values("key"),
    )
    chosen = FocusDesignation.objects.standing().filter(project=row, evaluated_at=None)
    planned = InvolvementStep.objects.filter(project=row, comes_by_itself=False)
    wanted = mine.active().filter(Exists(pointed_at) | Exists(chosen))
    for project in wanted.exclude(Exists(planned)):
        yield Duty(
            title=_("Skriv inddragelsesplanen: %(project)s") % {"project": project},
            url=reverse("projects:plan_edit", args=[project.pk]),
            text=_("Et fokusprojekt skal have en plan, også for dem, der ikke kommer af sig selv."),
        )


def _without_evaluation(mine: ProjectQuerySet, at: datetime) -> Iterator[Duty]:
    """Tell from December on of the year's focus projects, and of those of years that are over."""
    today = local_date(at)
    last = today.year if today.month == DECEMBER else today.year - 1
    rows = FocusDesignation.objects.standing().filter(evaluated_at=None, year__year__lte=last)
    for row in rows.filter(project__in=mine.order_by().values("pk")).select_related(
        "project", "year"
    ):
        yield Duty(
            title=_("Evaluér fokusprojekt %(year)s: %(project)s")
            % {"year": row.year, "project": row.project},
            url=reverse("projects:evaluate", args=[row.pk]),
            text=_("Projektet kan ikke afsluttes uden. Evalueringen står på årets side."),
            deadline=_last_minute(date(row.year.year, DECEMBER, 31)),
            is_overdue=row.year.year < today.year,
        )


def _last_minute(day: date) -> datetime:
    return end_of_day(day) - timedelta(minutes=1)
