"""Who runs a project, or is on its team, tells what is new: the same form for both."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import get_permitted
from core.caching import private_page
from core.clock import received_at
from core.transitions import require_status
from core.workplace import posted
from projects.forms.project_writing import UpdateForm
from projects.models import Project
from projects.services.way import mend_update
from projects.services.way import write_update as write

WRITE = "projects.write_update_project"


@private_page
@require_http_methods(["GET", "POST"])
def write_update(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001 (may be old)
    project = get_permitted(request, Project.objects, WRITE, pk=pk)
    require_status(project, Project.Status.ACTIVE, Project.Status.CLOSED)
    form = UpdateForm(*posted(request, with_files=True))
    if request.method == "POST" and form.is_valid():
        row = write(project, **form.written(), by=request.user, at=received_at(request))
        messages.success(request, _("Det er skrevet. De, der følger projektet, får besked."))
        return redirect(row)
    told = _("De, der følger projektet, får besked, som de selv har valgt.")
    return _page(request, project, form, title=_("Skriv nyt"), told=told)


@private_page
@require_http_methods(["GET", "POST"])
def mend(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    project = get_permitted(request, Project.objects, WRITE, pk=pk)
    row = get_object_or_404(project.updates, pk=number)
    start = {"title": row.title, "text": row.text}
    form = UpdateForm(*posted(request, with_files=True), update=row, initial=start)
    if request.method == "POST" and form.is_valid():
        mend_update(row, **form.written(), by=request.user, at=received_at(request))
        messages.success(request, _("Det er rettet."))
        return redirect(row)
    told = _("Ingen får besked om, at du retter.")
    return _page(request, project, form, title=_("Ret det, der står"), told=told)


def _page(request: HttpRequest, project: Project, form: UpdateForm, **more: Any) -> HttpResponse:
    context = {"project": project, "form": form, **more}
    return render(request, "projects/update_form.html", context)
