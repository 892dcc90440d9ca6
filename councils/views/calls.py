"""The seats that one can apply for, as everybody reads them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import received_at
from councils.models import Application, Call
from councils.seat_rows import call_row, open_calls

# Of those that have ended so many are listed, the newest first.
PAST = 20


@login_not_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """What is open now, what comes, and how it was chosen before."""
    at = received_at(request)
    shown = Call.objects.visible_to(None).exclude(status=Call.Status.WITHDRAWN)
    rows = list(shown.select_related("body")[: PAST + 50])
    past = [call for call in rows if call.closes_at <= at or call.decided_at]
    coming = [call for call in rows if call.stage(at) == Call.Stage.COMING]
    keep_until(request, *(moment for row in rows for moment in (row.opens_at, row.closes_at)))
    context = {
        "items": open_calls(rows, at=at),
        "coming": [call_row(call, at=at) for call in coming],
        "past": past[:PAST],
    }
    return render(request, "councils/call_list.html", context)


@login_not_required
@require_safe
def call(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    """The seats, how it is chosen, by when; afterwards how it was chosen."""
    shown = get_visible(request, Call.objects.select_related("body__department", "group"), pk=pk)
    at = received_at(request)
    keep_until(request, shown.opens_at, shown.closes_at)
    context = {
        "call": shown,
        "stage": shown.stage(at),
        "counts": _counts(shown),
        "may_work": shown.body.is_served_by(person_of(request)),
    }
    return render(request, "councils/call_detail.html", context)


def _counts(call: Call) -> dict[str, Any]:
    """Return how many applied and how many were chosen, once it is decided; never who."""
    if call.status != Call.Status.DECIDED:
        return {}
    rows = call.applications.standing().values_list("status", flat=True)
    statuses = list(rows)
    return {
        "applied": len(statuses),
        "chosen": statuses.count(Application.Status.CHOSEN),
        "reserve": statuses.count(Application.Status.RESERVE),
    }
