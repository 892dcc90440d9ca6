"""Reading of walls: what hangs there, what is new since, and each note."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.access import person_of
from core.files import serve_file
from walls import listing
from walls.drawing import drawing_for
from walls.forms import NoteForm
from walls.marks import mark_for, marked
from walls.showing import ShownWall
from walls.views.fetching import stamp_for


@login_not_required
@require_safe
def wall(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The whole wall; only the number decides which. With an account the form stands on top."""
    person = person_of(request)
    row, owner = listing.wall_seen_by(person, pk)
    if slug != row.slug:
        return HttpResponsePermanentRedirect(row.get_absolute_url())
    shown = ShownWall(row, owner, person)
    context: dict[str, Any] = {
        "wall": row,
        "owner": owner,
        "shown": shown,
        "etag": mark_for(request, row, row.version),
        "photos": list(row.photos.all()),
    }
    if person and row.takes_notes:
        columns = [part.column.pk for part in shown.columns]
        context["form"] = NoteForm(wall=row, initial={"column": next(iter(columns), None)})
        context["stamp"] = stamp_for(request, row)
    return render(request, "walls/wall_detail.html", context)


@login_not_required
@require_safe
def state(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The notes alone, for who looks on and has not the newest (walls.marks.UnchangedWall)."""
    row, owner = listing.wall_seen_by(person_of(request), pk)
    drawing = drawing_for(request, ShownWall(row, owner, person_of(request)))
    return marked(request, row, drawing.version, HttpResponse(drawing.body))


@login_not_required
@require_safe
def note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The stable address of a note, with what became of it."""
    person = person_of(request)
    row, owner = listing.wall_seen_by(person, pk)
    found = listing.note_seen_by(person, row, number)
    context = {
        "wall": row,
        "owner": owner,
        "note": found,
        "may_change": person is not None and request.user.has_perm("walls.change_note", found),
        "facilitates": person is not None and row.is_facilitated_by(person),
    }
    return render(request, "walls/note_detail.html", context)


@login_not_required
@require_safe
def photo(request: HttpRequest, pk: int, photo: int) -> HttpResponseBase:
    """A photograph of the wall of paper."""
    row, owner = listing.wall_seen_by(person_of(request), pk)
    stored = get_object_or_404(row.photos, pk=photo)
    return serve_file(stored, request, public=owner.is_visible_to(None))
