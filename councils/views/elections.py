"""Elections as everybody reads them: who may stand and vote, who stands, and how it ended."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import received_at
from core.files import serve_file
from councils.election_page import SHOWN, candidates_of, course_of, result_of
from councils.models import Candidate, Election
from councils.seat_rows import election_row, open_elections

LISTED = 60


@login_not_required
@require_safe
def elections(request: HttpRequest) -> HttpResponse:
    """What one can take part in now, what comes, and what was."""
    at = received_at(request)
    rows = list(Election.objects.visible_to(None).select_related("body")[:LISTED])
    stages = {row.pk: row.stage(at) for row in rows}
    coming = (Election.Stage.COMING, Election.Stage.NOMINATED)
    items = open_elections(rows, at=at)
    keep_until(request, *(moment for row in rows for moment in row.moments))
    context = {
        "items": items,
        "coming": [election_row(row, at=at) for row in rows if stages[row.pk] in coming],
        "past": [
            (row, stages[row.pk])
            for row in rows
            if stages[row.pk] not in (*coming, Election.Stage.NOMINATION, Election.Stage.VOTING)
        ],
    }
    return render(request, "councils/election_list.html", context)


@login_not_required
@require_safe
def election(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001  (only the number decides)
    shown = _visible(request, pk)
    at = received_at(request)
    stage = shown.stage(at)
    candidates = candidates_of(shown, stage)
    keep_until(request, *shown.moments)
    context = {
        "election": shown,
        "stage": stage,
        "steps": course_of(shown, at),
        "candidates": candidates,
        "elected": [row for row in candidates if row.is_elected],
        "result": result_of(shown, candidates),
        "may_work": shown.body.is_served_by(person_of(request)),
    }
    return render(request, "councils/election_detail.html", context)


@login_not_required
@require_safe
def candidate(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    shown = _visible(request, pk)
    context = {"election": shown, "candidate": _candidate(request, shown, number)}
    keep_until(request, *shown.moments)
    return render(request, "councils/candidate_detail.html", context)


@login_not_required
@require_safe
def portrait(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:  # noqa: ARG001
    """Give a candidate's picture for as long as the candidate is shown."""
    row = _candidate(request, _visible(request, pk), number)
    picture = getattr(row, "portrait", None)
    if picture is None or row.is_hidden:
        raise Http404
    return serve_file(picture, request, public=True)


def _visible(request: HttpRequest, pk: int) -> Election:
    rows = Election.objects.select_related("body__department", "group")
    found: Election = get_visible(request, rows, pk=pk)
    return found


def _candidate(request: HttpRequest, shown: Election, number: int) -> Candidate:
    """Fetch who stands; who has not said yes, or does not stand any more, is found nowhere."""
    if shown.stage(received_at(request)) not in SHOWN:
        raise Http404
    rows = shown.candidates.accepted().select_related("user", "portrait")
    found: Candidate = get_object_or_404(rows, number=number)
    found.election = shown
    return found
