"""The list of problems, and how many there are in each part of the town."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from city.models import Area
from projects.forms.problems import ProblemFilterForm
from projects.models import Problem, ProblemQuerySet
from projects.problem_page import Clock, clock_of

# Of the circle on a tile: the largest, and the smallest that can be seen.
LARGEST, SMALLEST = 20, 4


@dataclass(frozen=True)
class Row:
    """A problem in the list, with its clock."""

    problem: Problem
    clock: Clock


@dataclass(frozen=True)
class Tile:
    """A part of the town: its problems as a number and a circle whose field is that number.

    No map: the data have no borders of the areas, so they stand in the order of the alphabet.
    """

    name: str
    slug: str
    count: int
    radius: float
    is_chosen: bool


def listed(form: ProblemFilterForm) -> tuple[ProblemQuerySet, ProblemQuerySet]:
    """Return what is listed in its order, and the same for the whole town."""
    everywhere = form.narrowed(Problem.objects.public())
    found = everywhere.filter(areas=form.area) if form.area else everywhere
    rows = found.select_related("author", "organisation", "topic", "department", "project", "body")
    return rows.prefetch_related("areas").order_by(*form.order), everywhere


def rows_of(problems: list[Problem], today: date) -> list[Row]:
    return [Row(problem, clock_of(problem, today)) for problem in problems]


def tiles_of(everywhere: ProblemQuerySet, chosen: Area | None) -> list[Tile]:
    """Return a tile for each part of the town, and for what is the whole town's: two questions."""
    counted = everywhere.order_by("areas").values_list("areas").annotate(n=Count("pk"))
    counts: dict[int | None, int] = dict(counted)
    areas = list(Area.objects.filter(is_active=True).values_list("pk", "name", "slug"))
    most = max(counts.values(), default=0)
    tiles = [
        Tile(name, slug, counts.get(pk, 0), _radius(counts.get(pk, 0), most), _is(chosen, pk))
        for pk, name, slug in areas
    ]
    town = counts.get(None, 0)
    return [*tiles, Tile(_("Uden bydel"), "", town, _radius(town, most), is_chosen=False)]


def _radius(count: int, most: int) -> float:
    """Return the radius of a circle whose field, not its width, grows with the number."""
    if not count:
        return 0
    return round(max(LARGEST * math.sqrt(count / most), SMALLEST), 1)


def _is(chosen: Area | None, pk: int) -> bool:
    return chosen is not None and chosen.pk == pk
