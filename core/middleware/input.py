"""Input that no form of ours can have sent is refused before any view sees it."""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from functools import partial
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict

from core.middleware.base import Middleware

MAX_QUERY_BYTES = 4096
MAX_BODY_BYTES = 120 * 1024 * 1024
# No key, year, phone or case number is this long; the databases' integers end here.
_HUGE_NUMBER = re.compile(r"[\d_]{19,}")
_STRICT_UTF8 = "utf-8-strict"


def _strict_utf8(name: str) -> codecs.CodecInfo | None:
    """UTF-8 that raises where Django's multipart parser asks for replacement characters."""
    if name.replace("_", "-") != _STRICT_UTF8:
        return None
    utf8 = codecs.lookup("utf-8")
    return codecs.CodecInfo(
        encode=utf8.encode, decode=lambda data, _errors="strict": utf8.decode(data, "strict")
    )


codecs.register(_strict_utf8)


class SafeInput(Middleware):
    """Answer 400 to NUL, surrogates, invalid UTF-8, broken multipart and absurd sizes."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            _check(request)
        except (BadRequest, SuspiciousOperation, MultiPartParserError):
            # The error page may look at the form again: it finds an empty one.
            request.GET = QueryDict()
            request._mark_post_parse_error()  # type: ignore[attr-defined]  # noqa: SLF001 (Django does the same)
            raise
        return self.get_response(request)


def _check(request: HttpRequest) -> None:
    _check_path(request)
    _check_query(request)
    _drop_odd_cookies(request)
    if request.method == "POST":
        _check_body(request)


def _check_path(request: HttpRequest) -> None:
    _check_text([request.path_info])
    # Django turns bytes that are no UTF-8 back into %XX; no address of ours has a % in it.
    _decode(unquote_to_bytes(request.path_info))


def _check_query(request: HttpRequest) -> None:
    raw = request.META.get("QUERY_STRING", "").encode("iso-8859-1", "replace")
    if len(raw) > MAX_QUERY_BYTES:
        raise BadRequest("The query string is too long.")
    _decode(unquote_to_bytes(raw))
    for name, values in request.GET.lists():
        _check_text([name, *values])
        if any(_HUGE_NUMBER.search(value) for value in values):
            raise BadRequest("A number in the query string is too large.")


def _check_body(request: HttpRequest) -> None:
    _check_length(request)
    try:
        if request.content_type == "application/x-www-form-urlencoded":
            _decode(unquote_to_bytes(request.body))
        elif request.content_type == "multipart/form-data":
            request.parse_file_upload = partial(  # type: ignore[method-assign]
                _parse_multipart, request
            )
        fields, files = request.POST, request.FILES
    except UnreadablePostError as error:
        raise BadRequest("The request ended too early.") from error
    except (UnicodeError, LookupError) as error:
        raise BadRequest("The form is not UTF-8.") from error
    _check_fields(fields, files)


def _check_length(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        raise BadRequest("Content-Length is not a number.")
    if int(length) > _limit_at(request.path_info):
        raise RequestDataTooBig("The request is larger than this portal takes.")


def _limit_at(path: str) -> int:
    """Films are larger than everything else; only the address that takes them takes as much."""
    large: dict[str, int] = settings.LARGE_BODIES
    limits = [limit for start, limit in large.items() if path.startswith(start)]
    return max(limits, default=getattr(settings, "MAX_BODY_BYTES", MAX_BODY_BYTES))


def _check_fields(fields: MultiValueDict, files: MultiValueDict) -> None:
    for name, values in fields.lists():
        _check_text([name, *values])
        if any(_HUGE_NUMBER.fullmatch(value.strip()) for value in values):
            raise BadRequest("A number in the form is too large.")
    for name, uploads in files.lists():
        _check_text([name, *(upload.name or "" for upload in uploads)])


class _StrictParser(MultiPartParser):
    """Django takes what cannot be printed out of a file name; NUL is no slip of the keyboard."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        _check_text([file_name])
        return super().sanitize_file_name(file_name)


def _parse_multipart(request: HttpRequest, META: dict, post_data: object) -> tuple:  # noqa: N803 (Django's name)
    return _StrictParser(META, post_data, request.upload_handlers, _STRICT_UTF8).parse()


def _drop_odd_cookies(request: HttpRequest) -> None:
    """A cookie can carry NUL as an escape; PostgreSQL would stumble over it as session key."""
    for name, value in list(request.COOKIES.items()):
        if not value.isprintable():
            del request.COOKIES[name]


def _check_text(texts: Iterable[str]) -> None:
    for text in texts:
        if "\x00" in text or any(unicodedata.category(letter) == "Cs" for letter in text):
            raise BadRequest("The input has characters that no text has.")


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The input is not UTF-8.") from error
