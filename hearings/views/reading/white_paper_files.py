"""The files of a white paper: given while they show what the public may read now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from core.access import person_of
from core.caching import PRIVATE
from core.files import serve_file
from hearings.models import Hearing, WhitePaper, WhitePaperFile
from hearings.views.reading.fetching import hearing_page

# How long a visitor is asked to wait for a file that is being made again.
RETRY_AFTER_SECONDS = 30
READER = "view_desk"


@hearing_page("white_paper_file")
def white_paper_file(
    request: HttpRequest, hearing: Hearing, version: int, file_format: str
) -> HttpResponseBase:
    """Give a published version's file to everybody, an approved one's to its staff."""
    files = WhitePaperFile.objects.select_related("white_paper__hearing")
    row = get_object_or_404(
        files, white_paper__hearing=hearing, white_paper__version=version, format=file_format
    )
    is_public = row.white_paper.status == WhitePaper.Status.PUBLISHED
    if not is_public and not hearing.allows(person_of(request), READER):
        raise Http404
    if row.is_current:
        return serve_file(row, request, public=is_public)
    return _not_now(request, row)


def _not_now(request: HttpRequest, row: WhitePaperFile) -> HttpResponse:
    """Say that it is being made; 503, so that no machine takes the page for the file."""
    context = {"row": row, "paper": row.white_paper, "hearing": row.white_paper.hearing}
    response = render(request, "hearings/white_paper_file_waiting.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = PRIVATE
    return response
