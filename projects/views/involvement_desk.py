"""The pages on which who runs a project writes its involvement plan and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import get_permitted
from core.caching import private_page
from core.clock import local_date, received_at
from core.transitions import require_status
from core.workplace import posted, staff_page
from projects.focus_years import has_plan
from projects.forms.involvement import ResultForm, StepForm
from projects.models import InvolvementStep, Project
from projects.services import involvement as services
from projects.views.giving_back import gives_back

View = Callable[..., HttpResponse]


def of_project(view: View) -> View:
    """Give a view the project, if the person runs it (404, 403) and it is not closed (409)."""

    @wraps(view)
    def page(request: HttpRequest, pk: int, **rest: Any) -> HttpResponse:
        rows = Project.objects.select_related("department")
        found = get_permitted(request, rows, "projects.change_project", pk=pk)
        require_status(found, Project.Status.DRAFT, Project.Status.ACTIVE)
        if "step" in rest:
            rest["step"] = get_object_or_404(found.involvement, pk=rest["step"])
        return view(request, found, **rest)

    return private_page(gives_back(require_http_methods(["GET", "HEAD", "POST"])(page)))


@of_project
def plan_edit(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole plan, with the way to each row."""
    context = {
        "title": _("Inddragelsesplan"),
        "project": project,
        "steps": list(project.involvement.all()),
        "is_whole": has_plan(project),
    }
    return staff_page(request, "admin/projects/plan.html", context)


@of_project
def add(request: HttpRequest, project: Project) -> HttpResponse:
    form = StepForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        at = received_at(request)
        services.add_step(project, **form.cleaned_data, by=request.user, at=at)
        return _saved(request, project)
    return _page(request, project, form, title=_("Ny linje i planen"))


@of_project
def change(request: HttpRequest, project: Project, step: InvolvementStep) -> HttpResponse:
    form = StepForm(*posted(request), step=step)
    if request.method == "POST" and form.is_valid():
        at = received_at(request)
        services.change_step(step, **form.cleaned_data, by=request.user, at=at)
        return _saved(request, project)
    return _page(request, project, form, title=_("Ret linjen"))


@of_project
def result(request: HttpRequest, project: Project, step: InvolvementStep) -> HttpResponse:
    at = received_at(request)
    form = ResultForm(*posted(request), step=step, today=local_date(at))
    if request.method == "POST" and form.is_valid():
        services.write_result(step, **form.cleaned_data, by=request.user, at=at)
        return _saved(request, project)
    first = _("%(who)s: %(how)s") % {"who": step.who, "how": step.how}
    return _page(request, project, form, title=_("Skriv, hvad der kom ud af det"), first=first)


@of_project
def remove(request: HttpRequest, project: Project, step: InvolvementStep) -> HttpResponse:
    if request.method == "POST":
        services.remove_step(step, by=request.user, at=received_at(request))
        return _saved(request, project)
    first = _("Linjen om »%(who)s« slettes.") % {"who": step.who}
    return _page(request, project, None, title=_("Fjern linjen"), first=first, is_grave=True)


def _saved(request: HttpRequest, project: Project) -> HttpResponse:
    messages.success(request, _("Planen er gemt."))
    return redirect("projects:plan_edit", project.pk)


def _page(
    request: HttpRequest,
    project: Project,
    form: Form | None,
    *,
    title: str,
    first: str = "",
    is_grave: bool = False,
) -> HttpResponse:
    seen = _("Alle kan læse planen på projektets side.") if project.is_published else ""
    context = {
        "title": title,
        "object": project,
        "step": title if form is None else _("Gem"),
        "form": form,
        "consequences": [text for text in (first, seen) if text],
        "told_text": _("Ingen får en mail."),
        "cancel_url": reverse("projects:plan_edit", args=[project.pk]),
        "is_grave": is_grave,
    }
    return staff_page(request, "admin/step_confirm.html", context)
