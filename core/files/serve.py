"""A stored file leaves as a download that no browser runs in our name."""

from typing import Any, Protocol

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from core.caching import PRIVATE
from core.files.names import clean_file_name


class Servable(Protocol):
    """What is known of a file that can be given: a StoredFile, or one that was made."""

    @property
    def file(self) -> Any: ...
    @property
    def sha256(self) -> str: ...
    @property
    def original_name(self) -> str: ...
    @property
    def content_type(self) -> str: ...


def serve_file(stored: Servable, request: HttpRequest, *, public: bool = False) -> HttpResponseBase:
    """Return the file as an attachment. Asking who may have it is the view's affair.

    A public file is treated as a public page: VisitorCache decides how long it may be kept.
    """
    etag = f'"{stored.sha256}"'
    not_modified = get_conditional_response(request, etag=etag)
    if isinstance(not_modified, HttpResponseNotModified):
        response: HttpResponseBase = not_modified
    else:
        response = _download(stored)
    return with_safe_headers(response, etag, public=public)


def with_safe_headers(response: HttpResponseBase, etag: str, *, public: bool) -> HttpResponseBase:
    """Say that nothing in the file may act, whatever a browser takes it for."""
    response.headers["ETag"] = etag
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    if not public:
        response.headers["Cache-Control"] = PRIVATE
    return response


def _download(stored: Servable) -> FileResponse:
    try:
        content = stored.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The file is gone.") from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=clean_file_name(stored.original_name),
        content_type=stored.content_type,
    )
