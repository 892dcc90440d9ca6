"""What the secretary's pages share: visibility first (404), then the right (403)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.roles import Role, has_role
from core.workplace import DepartmentAdmin, staff_page
from councils.models import Body
from councils.models.body import BodyQuerySet

RECENT_LINES = 12


def bodies_of(user: Any) -> BodyQuerySet:
    """Return the bodies that a person works with: the own ones, of an administrator all."""
    if has_role(user, Role.ADMINISTRATOR):
        return Body.objects.all()
    return Body.objects.served_by(user)


def permitted_body(request: HttpRequest, pk: int, verb: str = "seat") -> Body:
    """Fetch a body of mine (else 404) with a right on it (else 403)."""
    rows = bodies_of(request.user).select_related("department", "thread")
    body: Body = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm(f"councils.{verb}_body", body):
        raise PermissionDenied
    return body


class CouncilAdmin(DepartmentAdmin):
    """Rows of a secretary, with our own history instead of Django's."""

    list_per_page = 50
    view_on_site = False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A choice is a choice: no pencils and plus signs beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            field.widget = widget.widget
        return field

    def render_change_form(self, request, context, *args, **kwargs):
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)


def ask(
    request: HttpRequest,
    body: Body,
    form: Form,
    *,
    title: str,
    consequences: list[str],
    **more: Any,
) -> HttpResponse:
    """Show the page before a step: what will happen, and that nobody gets a mail of it."""
    context = {
        "title": title,
        "step": title,
        "object": body,
        "form": form if form.fields or form.errors else None,
        "consequences": consequences,
        "told": 0,
        "cancel_url": seats_url(body),
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def done(request: HttpRequest, body: Body, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(seats_url(body))


def seats_url(body: Body) -> str:
    return reverse("admin:councils_body_seats", args=[body.pk])
