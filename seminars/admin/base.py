"""What the pages of who runs seminars share: not mine is 404, not allowed is 403."""

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
from seminars.models import Seminar

either = require_http_methods(["GET", "POST"])


def permitted_seminar(request: HttpRequest, pk: int, permission: str = "change") -> Seminar:
    """Fetch a seminar that this person runs (else 404), with a right on it (else 403)."""
    rows = Seminar.objects.run_by(request.user).select_related("department", "feed", "thread")
    seminar: Seminar = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm(f"seminars.{permission}_seminar", seminar):
        raise PermissionDenied
    return seminar


def ask(
    request: HttpRequest,
    seminar: Seminar,
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
        "object": seminar,
        "form": form if form.fields or form.errors else None,
        "consequences": consequences,
        "told": 0,
        "cancel_url": desk_url(seminar),
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def done(request: HttpRequest, seminar: Seminar, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(desk_url(seminar))


def desk_url(seminar: Seminar) -> str:
    return reverse("admin:seminars_seminar_change", args=[seminar.pk])
