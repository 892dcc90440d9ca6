"""A step in a project as a page: GET says what will happen and who is told, POST does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.access import get_permitted
from projects.models import Project

read_or_act = require_http_methods(["GET", "POST"])


def permitted_project(request: HttpRequest, pk: int, right: str) -> Project:
    """Fetch what the person may see (else 404) and act upon (else 403)."""
    projects = Project.objects.select_related("department", "facilitator")
    project: Project = get_permitted(request, projects, f"projects.{right}_project", pk=pk)
    return project


def step_page(
    request: HttpRequest,
    project: Project,
    *,
    title: str,
    button: str,
    cancel_url: str,
    form: BaseForm | None = None,
    consequences: Sequence[str] = (),
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Ask before a step. `more`: lead, told (a sentence), stands (the words it is about)."""
    context = {
        "project": project,
        "title": title,
        "button": button,
        "form": form,
        "consequences": consequences,
        "cancel_url": cancel_url,
        **more,
    }
    return render(request, "projects/giving_step.html", context, status=status)


def team_url(project: Project) -> str:
    return reverse("projects:team", args=[project.pk, project.slug])


def done(request: HttpRequest, sentence: str, url: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(url)
