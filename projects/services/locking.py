"""The order in which everybody takes locks: the focus year, then the project, then the problem."""

from __future__ import annotations

from projects.models import FocusYear, Problem, Project


def locked_year(year: int) -> FocusYear:
    """Lock a focus year, which is made at the first touch, and read it again."""
    FocusYear.objects.get_or_create(year=year)
    return FocusYear.objects.select_for_update(of=("self",)).get(year=year)


def locked_project(pk: int) -> Project:
    """Lock a project and read it again."""
    return Project.objects.select_for_update(of=("self",)).get(pk=pk)


def locked_problem(pk: int) -> Problem:
    """Lock a problem and read it again."""
    return Problem.objects.select_for_update(of=("self",)).get(pk=pk)
