"""The pages of focus projects that everybody reads: all years, one year, a project's plan."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from projects.focus_pages import overview, year_page
from projects.models import Project


@login_not_required
@require_safe
def focus(request: HttpRequest) -> HttpResponse:
    at, person = received_at(request), person_of(request)
    keep_until(request, end_of_day(local_date(at)))
    context = {
        **overview(at),
        "may_appoint": may_appoint(person),
        "may_flag": person is not None and person.has_perm("projects.flag_project"),
    }
    return render(request, "projects/focus_list.html", context)


@login_not_required
@require_safe
def focus_year(request: HttpRequest, year: int) -> HttpResponse:
    at, person = received_at(request), person_of(request)
    shown = year_page(year, at)
    if shown is None:
        raise Http404
    keep_until(request, end_of_day(local_date(at)))
    context = {
        **shown,
        "may_appoint": may_appoint(person),
        "runs": _run_by(person, shown["appointed"]),
    }
    return render(request, "projects/focus_year.html", context)


@login_not_required
@require_safe
def plan(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    person = person_of(request)
    project = get_visible(request, Project.objects.select_related("department"), pk=pk)
    if slug != project.slug:
        return redirect("projects:plan", pk, project.slug, permanent=True)
    context = {
        "project": project,
        "steps": list(project.involvement.all()),
        "runs": person is not None and person.has_perm("projects.change_project", project),
    }
    return render(request, "projects/plan_detail.html", context)


def may_appoint(person: Any) -> bool:
    return person is not None and person.has_perm("projects.appoint_focusdesignation")


def _run_by(person: Any, appointed: list[Any]) -> set[int]:
    """Return which of the projects a person at work runs; a visitor is not asked about."""
    if person is None or not person.is_staff:
        return set()
    projects = [row.row.project_id for row in appointed]
    return set(
        Project.objects.run_by(person)
        .filter(pk__in=projects)
        .order_by()
        .values_list("pk", flat=True)
    )
