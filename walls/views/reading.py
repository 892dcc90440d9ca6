"""Reading of walls: what hangs there, and each note."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.access import person_of
from walls import listing
from walls.showing import ShownWall


@login_not_required
@require_safe
def wall(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The whole wall; only the number decides which."""
    row, owner = listing.wall_seen_by(person_of(request), pk)
    if slug != row.slug:
        return HttpResponsePermanentRedirect(row.get_absolute_url())
    shown = ShownWall(row, owner, person_of(request))
    return render(request, "walls/wall_detail.html", {"wall": row, "owner": owner, "shown": shown})


@login_not_required
@require_safe
def note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The stable address of a note, with what became of it."""
    row, owner = listing.wall_seen_by(person_of(request), pk)
    found = listing.note_seen_by(person_of(request), row, number)
    context = {"wall": row, "owner": owner, "note": found}
    return render(request, "walls/note_detail.html", context)
