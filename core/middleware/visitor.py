"""The one place that decides who may keep a page, and for how long."""

import gzip
import hashlib
import re
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import cc_delim_re, get_conditional_response, patch_vary_headers

from core.caching import PRIVATE
from core.middleware.base import Middleware

SHARED_SECONDS = 30
_CACHEABLE = {200, 301, 304, 404}
_NOT_IN_VARY = {"cookie", "accept-language"}
_ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_WHO_MAY_SHOW = "Cross-Origin-Resource-Policy"
_WORTH_COMPRESSING = 500
# Compressed pages larger than this are not kept: a sitemap would fill the memory.
_WORTH_KEEPING = 200_000


class VisitorCache(Middleware):
    """Public only without session, messages and Set-Cookie; else private and never stored.

    Only public pages are compressed: they carry no secret that the length could betray.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_personal(request, response):
            return _private(response)
        if "Cache-Control" in response.headers:
            return response
        if request.method not in ("GET", "HEAD") or response.status_code not in _CACHEABLE:
            return _private(response)
        _strip_vary(response)
        response.headers["Cache-Control"] = _lifetime(request)
        if isinstance(response, HttpResponse) and response.content:
            return _compressed(request, _conditional(request, response))
        return response


def _is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    return bool(
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or response.cookies
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        or len(getattr(request, "_messages", ()))
    )


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """What a view said stays, unless it would let others keep the page."""
    if "private" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = PRIVATE
    return response


def _lifetime(request: HttpRequest) -> str:
    """Let a shared cache keep the page, but not beyond the moment at which it becomes wrong."""
    seconds = SHARED_SECONDS
    until = getattr(request, "cache_until", None)
    if until:
        left = int((until - timezone.now()).total_seconds())
        seconds = max(0, min(seconds, left))
    return f"public, max-age=0, s-maxage={seconds}"


def _strip_vary(response: HttpResponseBase) -> None:
    """The page was made without asking cookies or languages, whatever Django noted."""
    names = cc_delim_re.split(response.headers.get("Vary", ""))
    kept = [name for name in names if name and name.lower() not in _NOT_IN_VARY]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
    else:
        response.headers.pop("Vary", None)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the page an ETag of its body, and answer 304 to who has it already."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if response.status_code != 200:
        return response
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    # Weak: the same page may travel compressed or not.
    response.headers["ETag"] = f'W/"{digest}"'
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    # A 304 renews the headers of the copy: who may show it stays as the view said.
    if policy := response.headers.get(_WHO_MAY_SHOW):
        answer.headers[_WHO_MAY_SHOW] = policy
    return answer


def _compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    body = response.content
    if (
        len(body) < _WORTH_COMPRESSING
        or "Content-Encoding" in response.headers
        or response.headers.get("Content-Type") == "image/png"
        or not _ACCEPTS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    ):
        return response
    response.content = _kept_gzip(body) if len(body) <= _WORTH_KEEPING else _gzip(body)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    return response


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)


@lru_cache(maxsize=64)
def _kept_gzip(body: bytes) -> bytes:
    """Compress; the pages that everybody reads at the moment are compressed once."""
    return _gzip(body)
