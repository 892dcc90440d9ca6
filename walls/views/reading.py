"""Reading of walls: what hangs there, what is new since, and each note."""

from __future__ import annotations

from threading import Lock
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_safe

from core.access import person_of
from core.caching import PRIVATE
from core.files import serve_file
from walls import listing
from walls.forms import NoteForm
from walls.models import Wall
from walls.showing import ShownWall
from walls.views.fetching import stamp_for

# What everybody sees may be kept so long by a cache in front: all who look on ask at the same time.
SHARED_SECONDS = 1
# How long a drawing is kept in a process: who is protected meanwhile is named no longer than that.
DRAWN_SECONDS = 3
_DRAWING = Lock()


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
        "etag": _etag(request, pk, row.version),
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
    """The notes alone, for who looks on; 304 with one question when there is nothing new.

    The mark is secret: whoever sends it back has seen the wall, and is told nothing more.
    """
    version = Wall.objects.filter(pk=pk).values_list("version", flat=True).first()
    etag = _etag(request, pk, version)
    if constant_time_compare(request.headers.get("If-None-Match", ""), etag):
        return _kept_shortly(request, HttpResponseNotModified(), etag)
    row, owner = listing.wall_seen_by(person_of(request), pk)
    page = HttpResponse(_drawn(request, ShownWall(row, owner, person_of(request))))
    return _kept_shortly(request, page, _etag(request, pk, row.version))


def _drawn(request: HttpRequest, shown: ShownWall) -> bytes:
    """Return what is new, drawn once for all who see the same; the others wait for the first."""
    kept, key = caches["pages"], f"wall-{shown.likeness}"
    with _DRAWING:
        body: bytes | None = kept.get(key)
        if body is None:
            body = render(
                request, "walls/_state.html", {"wall": shown.wall, "shown": shown}
            ).content
            kept.set(key, body, DRAWN_SECONDS)
    return body


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


def _etag(request: HttpRequest, pk: int, version: int | None) -> str:
    """Return the mark of what this person sees: who they are, the language, the wall's version."""
    person = person_of(request)
    seen = f"{pk}:{version}:{person.pk if person else 0}:{request.LANGUAGE_CODE}"
    return f'W/"{salted_hmac("walls.state", seen).hexdigest()[:32]}"'


def _kept_shortly(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    shared = f"public, max-age=0, s-maxage={SHARED_SECONDS}"
    response.headers["Cache-Control"] = PRIVATE if person_of(request) else shared
    return response
