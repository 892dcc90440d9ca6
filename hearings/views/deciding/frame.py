"""What these pages share: who may, what is fetched, and where one comes back to."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.roles import departments_of
from core.transitions import require_status
from core.workplace import staff_page
from hearings.admin.base import permitted_hearing
from hearings.models import Change, DecisionStep, Hearing
from hearings.models.hearing_lists import STAFF_WHO_SEE_DRAFTS

PLANS = "plan_changes_hearing"
DECIDES = "decide_hearing"
RUNNING = (Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)


def running_hearing(request: HttpRequest, number: int, permission: str) -> Hearing:
    """Fetch a hearing (404), ask the right (403), and whether it goes on at all (409)."""
    hearing = permitted_hearing(request, number, permission)
    require_status(hearing, *RUNNING)
    return hearing


def permitted_step(request: HttpRequest, number: int, pk: int) -> DecisionStep:
    """Fetch a step of a hearing that the person decides."""
    hearing = running_hearing(request, number, DECIDES)
    return get_object_or_404(hearing.decision_steps.select_related("hearing"), pk=pk)


def permitted_change(request: HttpRequest, number: int, pk: int, permission: str) -> Change:
    """Fetch a change of my departments (404), with a right on it (403), that goes on (409).

    So does its hearing: when that was withdrawn, nothing more is promised or told. The change
    belongs to the hearing's department and to the one that does it.
    """
    mine = departments_of(request.user, *STAFF_WHO_SEE_DRAFTS)
    changes = Change.objects.filter(
        Q(department__in=mine) | Q(hearing__department__in=mine), hearing=number
    ).select_related("hearing__department", "department", "answer")
    change = get_object_or_404(changes, pk=pk)
    subject: Any = change if permission == "follow_up_change" else change.hearing
    if not request.user.has_perm(f"hearings.{permission}", subject):
        raise PermissionDenied
    require_status(change.hearing, *RUNNING)
    require_status(change, Change.Status.PLANNED)
    return change


def way_back(request: HttpRequest, hearing: Hearing) -> str:
    """Return the page of the decision, or the list of promises for another department."""
    if request.user.has_perm(f"hearings.{PLANS}", hearing):
        return reverse("hearings:decision_desk", args=[hearing.number])
    return reverse("hearings:promised")


def back(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    return redirect(way_back(request, hearing))


def form_page(
    request: HttpRequest, hearing: Hearing, *, title: str, button: str, form: Form, **more: Any
) -> HttpResponse:
    """Show a form in the frame of the hearing's pages."""
    context = {
        "title": title,
        "hearing": hearing,
        "form": form,
        "button": button,
        "cancel_url": way_back(request, hearing),
        **more,
    }
    return staff_page(request, "admin/hearings/decision/form.html", context)


def confirm_page(
    request: HttpRequest,
    hearing: Hearing,
    *,
    title: str,
    consequences: list[str],
    told: int = 0,
    **more: Any,
) -> HttpResponse:
    """Ask before a step: what will happen, and who is told."""
    context = {
        "title": title,
        "object": hearing,
        "step": title,
        "consequences": consequences,
        "told": told,
        "cancel_url": way_back(request, hearing),
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)
