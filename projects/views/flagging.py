"""The page on which a member of the municipal council points at a project: two clicks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import get_permitted
from core.caching import private_page
from core.clock import received_at
from core.transitions import TransitionNotAllowed, require_status
from core.workplace import posted
from projects.focus_years import acting_members, open_years
from projects.forms.focus import FlagForm
from projects.models import FocusFlag, Project
from projects.parts.focus import by_year, shown_flags
from projects.services import flagging as services
from projects.views.giving_back import gives_back

View = Callable[..., HttpResponse]


def of_member(view: View) -> View:
    """Give a view the project, if the person acts in the municipal council (404, 403)."""

    @wraps(view)
    def page(request: HttpRequest, pk: int, slug: str, **rest: Any) -> HttpResponse:  # noqa: ARG001 (may be old)
        found = get_permitted(request, Project.objects, "projects.flag_project", pk=pk)
        return view(request, found, **rest)

    return private_page(gives_back(page))


@of_member
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, project: Project) -> HttpResponse:
    at = received_at(request)
    if request.method != "POST":
        require_status(project, Project.Status.ACTIVE)
    form = FlagForm(*posted(request), years=open_years(at))
    if request.method == "POST" and form.is_valid():
        try:
            services.flag(project, **form.cleaned_data, by=request.user, at=at)
        except TransitionNotAllowed as refusal:
            return _page(request, project, form, refusal=refusal)
        messages.success(request, _("Du peger nu på projektet. Alle kan se det."))
        return redirect(project)
    return _page(request, project, form)


@require_POST
@of_member
def endorse(request: HttpRequest, project: Project, flag: int) -> HttpResponse:
    at = received_at(request)
    found = get_object_or_404(project.flags.select_related("year", "project"), pk=flag)
    try:
        services.endorse(found, by=request.user, at=at)
    except TransitionNotAllowed as refusal:
        form = FlagForm(years=open_years(at))
        return _page(request, project, form, refusal=refusal)
    messages.success(request, _("Du støtter nu din kollega. Alle kan se det."))
    return redirect(project)


@require_POST
@of_member
def withdraw(request: HttpRequest, project: Project, flag: int) -> HttpResponse:
    found = get_object_or_404(project.flags.select_related("year", "project"), pk=flag)
    services.withdraw(found, by=request.user, at=received_at(request))
    messages.success(request, _("Det er trukket tilbage. Du kan pege på et andet projekt."))
    return redirect("projects:flag", project.pk, project.slug)


def _page(
    request: HttpRequest,
    project: Project,
    form: FlagForm,
    *,
    refusal: TransitionNotAllowed | None = None,
) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "refusal": refusal.message if refusal else "",
        **_standing_of(request, project),
    }
    return render(request, "projects/focus_flag.html", context, status=409 if refusal else 200)


def _standing_of(request: HttpRequest, project: Project) -> dict[str, Any]:
    """Return what the member points at already, and which colleagues can be endorsed."""
    at = received_at(request)
    years = open_years(at)
    seats = acting_members(at).of(request.user)
    own = FocusFlag.objects.standing().filter(member__in=seats.values("member"))
    mine = list(own.filter(year__year__in=years).select_related("project", "year"))
    here = {row.year.year for row in mine if row.project_id == project.pk}
    flags = shown_flags(at).filter(project=project, year__year__in=years)
    return {
        "years": years,
        "mine": mine,
        "free_years": [year for year in years if year not in here],
        "endorsable": [row for row in by_year(flags) if row.year not in here],
    }
