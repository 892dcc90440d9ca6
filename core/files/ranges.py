"""A film leaves in pieces: a player asks for the part that it needs next (RFC 9110, 14)."""

import re
from collections.abc import Iterator

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from core.files.serve import with_safe_headers
from core.files.stored import StoredFile

_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


class _Piece:
    """Some bytes of an open file; whoever answers with it closes it."""

    def __init__(self, file: object, first: int, length: int) -> None:
        self._file, self._first, self._left = file, first, length

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._first)  # type: ignore[attr-defined]
        while self._left > 0:
            chunk = self._file.read(min(_CHUNK, self._left))  # type: ignore[attr-defined]
            if not chunk:
                return
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()  # type: ignore[attr-defined]


def serve_range(
    stored: StoredFile, request: HttpRequest, *, public: bool = False
) -> HttpResponseBase:
    """Return a file, or the one piece of it that is asked for, to be shown in a page.

    Who may have it is the view's affair. Several pieces at once are answered with the whole, as
    the standard allows: no player asks for them.
    """
    etag = f'"{stored.sha256}"'
    known = get_conditional_response(request, etag=etag)
    is_known = isinstance(known, HttpResponseNotModified)
    response = known if known and is_known else _answer(stored, request, etag)
    response.headers["Accept-Ranges"] = "bytes"
    return with_safe_headers(response, etag, public=public)


def _answer(stored: StoredFile, request: HttpRequest, etag: str) -> HttpResponseBase:
    try:
        file = stored.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The file is gone.") from error
    asked = _asked(request, etag, file.size)
    if asked is None:
        return FileResponse(file, content_type=stored.content_type)
    if not asked:
        file.close()
        return HttpResponse(
            status=416,
            content_type="text/plain; charset=utf-8",
            headers={"Content-Range": f"bytes */{file.size}"},
        )
    piece = _Piece(file, asked.start, len(asked))
    return StreamingHttpResponse(
        piece,
        status=206,
        content_type=stored.content_type,
        headers={
            "Content-Range": f"bytes {asked.start}-{asked.stop - 1}/{file.size}",
            "Content-Length": str(len(asked)),
        },
    )


def _asked(request: HttpRequest, etag: str, size: int) -> range | None:
    """Return the bytes asked for: None is the whole, an empty range cannot be given."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or found is None or found.groups() == ("", ""):
        return None
    if request.headers.get("If-Range", etag).strip() != etag:
        return None  # the person has pieces of another edition
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)
