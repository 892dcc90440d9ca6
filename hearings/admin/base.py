"""What the pages of staff share: visibility first (404), then the right (403)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hearings.models import Hearing, HearingEvent, Response

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def permitted_hearing(request: HttpRequest, pk: int, permission: str) -> Hearing:
    """Fetch a hearing of my departments (else 404) with a right on it (else 403)."""
    hearings = Hearing.objects.of_departments_of(request.user)
    hearing = get_object_or_404(hearings.select_related("department", "feed"), pk=pk)
    if not request.user.has_perm(f"hearings.{permission}", hearing):
        raise PermissionDenied
    return hearing


def permitted_response(request: HttpRequest, pk: int, permission: str) -> Response:
    """Fetch an answer to a hearing of my departments (else 404), with a right on it (else 403)."""
    answers = Response.objects.for_staff(request.user).select_related(
        "hearing__department", "area", "person", "registered_by", "current_version"
    )
    response = get_object_or_404(answers, pk=pk)
    if not request.user.has_perm(f"hearings.{permission}", response):
        raise PermissionDenied
    return response


def reads_answers(user: User, hearing: Hearing) -> bool:
    """Tell whether a person may read the answers to a hearing, and what was done with them."""
    return user.has_perm("hearings.view_response", Response(hearing=hearing))


def history_for(user: User, hearing: Hearing) -> QuerySet[HearingEvent]:
    """Return the lines of a hearing's history that a person may read."""
    lines = hearing.history.select_related("by", "response")
    return lines if reads_answers(user, hearing) else lines.filter(response=None)
