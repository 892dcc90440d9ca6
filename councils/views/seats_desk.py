"""The desk of seats: what the secretaries of a body share on its pages, and the list of it all."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import get_permitted
from core.caching import private_page
from core.clock import received_at
from core.workplace import staff_page
from councils.models import Body, Call, Election
from councils.seats_waiting import calls_at_desk, elections_at_desk


def permitted_body(request: HttpRequest, pk: int, permission: str) -> Body:
    """Fetch a body (404) for which one may call or elect (403)."""
    body: Body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(f"councils.{permission}", body):
        raise PermissionDenied
    return body


def permitted_call(request: HttpRequest, pk: int, permission: str) -> Call:
    """Fetch a call (404) with a right on it (403); the moment is the step's own question."""
    calls = Call.objects.select_related("body__department", "group")
    found: Call = get_permitted(request, calls, f"councils.{permission}", pk=pk)
    return found


def permitted_election(request: HttpRequest, pk: int, permission: str) -> Election:
    rows = Election.objects.select_related("body__department", "group")
    found: Election = get_permitted(request, rows, f"councils.{permission}", pk=pk)
    return found


@private_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The calls and elections of the bodies that a person serves."""
    bodies = list(Body.objects.served_by(request.user).order_by("sort_key", "pk"))
    if not bodies:
        raise Http404
    at = received_at(request)
    context = {
        "title": _("Pladser og valg"),
        "bodies": bodies,
        "calls": calls_at_desk(request.user, at),
        "elections": elections_at_desk(request.user, at),
    }
    return staff_page(request, "admin/councils/seats/desk.html", context)


def form_page(
    request: HttpRequest,
    subject: Any,
    *,
    title: str,
    button: str,
    form: Form,
    back: str,
    **more: Any,
) -> HttpResponse:
    """Show a form about a body, a call or an election."""
    context = {
        "title": title,
        "object": subject,
        "form": form,
        "button": button,
        "cancel_url": back,
        **more,
    }
    return staff_page(request, "admin/councils/seats/form.html", context)


def confirm_page(
    request: HttpRequest,
    subject: Any,
    *,
    title: str,
    consequences: list[str],
    back: str,
    told: int = 0,
    **more: Any,
) -> HttpResponse:
    """Ask before a step: what will happen, and who is told."""
    context = {
        "title": title,
        "object": subject,
        "step": title,
        "consequences": consequences,
        "told": told,
        "cancel_url": back,
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)
