"""What the pages of who runs projects share: not mine is 404, not allowed is 403."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.workplace import staff_page
from projects.models import Project

either = require_http_methods(["GET", "POST"])


def permitted_project(request: HttpRequest, pk: int, permission: str = "change") -> Project:
    """Fetch a project that this person runs (else 404), with a right on it (else 403)."""
    rows = Project.objects.run_by(request.user).select_related("department", "feed", "thread")
    project: Project = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm(f"projects.{permission}_project", project):
        raise PermissionDenied
    return project


def ask(
    request: HttpRequest,
    project: Project,
    form: Form,
    *,
    title: str,
    consequences: list[str],
    **more: Any,
) -> HttpResponse:
    """Show the page before a step: what will happen, and who is told."""
    context = {
        "title": title,
        "step": title,
        "object": project,
        "form": form if form.fields or form.errors else None,
        "consequences": consequences,
        "told": 0,
        "cancel_url": desk_url(project),
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def done(request: HttpRequest, project: Project, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(desk_url(project))


def desk_url(project: Project) -> str:
    return reverse("admin:projects_project_change", args=[project.pk])
