"""The desk: the queue, one response sentence by sentence, and its points with their answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from core.clock import received_at
from hearings.completeness import lacks_of
from hearings.forms.queue import QueueForm
from hearings.forms.treating import MarkForm, PointForm, ScopeForm
from hearings.models import Hearing, Response
from hearings.services import open_original
from hearings.treating.lacks import quick_lacks
from hearings.treating.marked import marked_text
from hearings.treating.points import Gathered, gathered, mentions_in, points_here
from hearings.treating.queue import Progress, Queue, name_for_staff, progress_of
from hearings.views.treating.frame import SMALL, hearing_to_read, response_of, treating_page

RECENT_LINES = 12


@require_safe
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """Show the desk; a hearing with few responses begins on the one page instead."""
    hearing = hearing_to_read(request, number)
    progress = progress_of(hearing)
    if not request.GET and progress.total < SMALL:
        return redirect("hearings:small", hearing.number)
    asked = request.GET.get("svar", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    response = response_of(hearing, chosen) if chosen else None
    return show(request, hearing, response, progress=progress)


@require_safe
def lacks(request: HttpRequest, number: int) -> HttpResponse:
    """List all that is missing before the white paper, hidden names in our own texts too."""
    hearing = hearing_to_read(request, number)
    context = {
        "all_lacks": lacks_of(hearing),
        "everything": gathered(hearing),
        "progress": progress_of(hearing),
    }
    return treating_page(request, "lacks.html", hearing, context)


@require_POST
def original(request: HttpRequest, number: int, response_number: int) -> HttpResponse:
    """Show the text as it was sent. A POST, because the reading is written down."""
    hearing = hearing_to_read(request, number)
    response = response_of(hearing, response_number)
    _require_right_to_original(request, response)
    open_original(response, by=request.user, at=received_at(request))
    return show(request, hearing, response, is_open=True)


def show(
    request: HttpRequest,
    hearing: Hearing,
    response: Response | None,
    *,
    progress: Progress | None = None,
    is_open: bool = False,
    **forms: Any,
) -> HttpResponse:
    """Render the desk; `forms` are those that were sent and refused, by mark, scope, point."""
    everything = gathered(hearing)
    progress = progress or progress_of(hearing)
    filters = QueueForm(request.GET, everything=everything)
    queue = Queue(hearing, filters.numbers(), chosen=response.number if response else None)
    if response is None and queue.chosen:
        response = response_of(hearing, queue.chosen)
    context = {
        **_queue_part(queue, filters, request.GET.get("side", "")),
        **(_response_part(response, everything, is_open, forms) if response else {}),
        "everything": everything,
        "progress": progress,
        "lacks": quick_lacks(hearing, progress, everything),
        "may_read_original": response is not None
        and request.user.has_perm("hearings.read_original_response", response),
    }
    return treating_page(request, "desk.html", hearing, context)


def _require_right_to_original(request: HttpRequest, response: Response) -> None:
    if not request.user.has_perm("hearings.read_original_response", response):
        raise PermissionDenied


def _queue_part(queue: Queue, filters: QueueForm, side: str) -> dict[str, Any]:
    page = int(side) if side.isdecimal() and len(side) < 10 else queue.page_of_chosen()
    page = min(max(page, 1), queue.pages)
    return {"queue": queue, "filters": filters, "rows": queue.rows(page), "page": page}


def _response_part(
    response: Response, everything: Gathered, is_open: bool, forms: dict[str, Any]
) -> dict[str, Any]:
    version = response.current_version
    mark = forms.get("mark") or MarkForm(shown=version, everything=everything)
    mentions = mentions_in(response)
    here = points_here(response, mentions, everything)
    standing = [row for row in mentions if row.version_id == version.pk]
    sent = forms.get("point")
    cards = [
        {
            "here": one,
            "form": sent
            if sent and sent.point.pk == one.point.pk
            else PointForm(point=one.point, everything=everything),
        }
        for one in here
    ]
    outside = response.out_of_scope_version
    return {
        "response": response,
        "name": name_for_staff(response),
        "version": version,
        "text": marked_text(version, standing, ticked=mark.ticked, is_open=is_open),
        "is_open": is_open,
        "mark": mark,
        "scope": forms.get("scope") or ScopeForm(initial={"version": version.pk}),
        "cards": cards,
        "summary_form": next((form for form in forms.values() if form.errors), None),
        "is_outside": outside == version,
        "has_older_points": any(one.is_old for one in here)
        or (outside is not None and outside != version),
        "out_of_scope_is_old": outside is not None and outside != version and not cards,
        "is_withdrawn": response.status == Response.Status.WITHDRAWN,
        "lines": response.history.select_related("by")[:RECENT_LINES],
        "files": response.files.filter(removed_at=None),
    }
