"""A wall to take along: a sheet, and a picture."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core.access import person_of
from walls import export, listing
from walls.models import Wall
from walls.showing import ShownWall

NOTHING_ACTS = "sandbox; default-src 'none'"


@login_not_required
@require_safe
def notes_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """All notes as a sheet."""
    wall, _owner = listing.wall_seen_by(person_of(request), pk)
    content = export.sheet_of(wall, listing.notes_with_places(wall))
    return _download(wall, content, "text/csv; charset=utf-8", "csv")


@login_not_required
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The wall drawn as it hangs, to print or to show."""
    wall, owner = listing.wall_seen_by(person_of(request), pk)
    drawing = export.drawing_of(ShownWall(wall, owner, None))
    content = render_to_string("walls/wall.svg", {"wall": wall, "drawing": drawing})
    return _download(wall, content, "image/svg+xml; charset=utf-8", "svg")


def _download(wall: Wall, content: str, content_type: str, extension: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{wall.slug}.{extension}"'
    response.headers["Content-Security-Policy"] = NOTHING_ACTS
    response.headers["X-Robots-Tag"] = "noindex"
    return response
