"""The mark of what somebody saw of a wall, and the short way to "nothing is new"."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.crypto import constant_time_compare, salted_hmac

from core.access import person_of
from core.caching import PRIVATE
from core.middleware.base import Middleware
from walls.models import Wall

# What everybody sees may be kept so long by a cache in front: all who look on ask at the same time.
SHARED_SECONDS = 1


class UnchangedWall(Middleware):
    """Answer who has the newest state of a wall with 304, before session and person are asked for.

    Costs one question. The mark is secret, and of one session: whoever sends it back has seen
    the wall with this very cookie, and is told nothing more. Who has lost the right to see it
    since learns of it with the next change.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("If-None-Match", "")
        pk = _asked_for(request) if given else None
        if pk is None:
            return self.get_response(request)
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        version = Wall.objects.filter(pk=pk).values_list("version", flat=True).first()
        mark = _mark(pk, version, session, request.LANGUAGE_CODE)
        if not constant_time_compare(given, mark):
            return self.get_response(request)
        return _kept_shortly(HttpResponseNotModified(), mark, is_personal=bool(session))


def marked(request: HttpRequest, wall: Wall, version: int, page: HttpResponse) -> HttpResponse:
    """Return what shows a version of the wall with its mark, or that the person has that one."""
    mark = mark_for(request, wall, version)
    if constant_time_compare(request.headers.get("If-None-Match", ""), mark):
        page = HttpResponseNotModified()
    return _kept_shortly(page, mark, is_personal=person_of(request) is not None)


def mark_for(request: HttpRequest, wall: Wall, version: int) -> str:
    """Return the mark of what this person sees: their session, the language, the wall's version."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "") if person_of(request) else ""
    return _mark(wall.pk, version, session, request.LANGUAGE_CODE)


def has_seen_since(request: HttpRequest, wall: Wall, version: int) -> bool:
    """Whether who asks has been shown a later version than this one."""
    given = request.headers.get("If-None-Match", "")
    later = range(version + 1, wall.version + 1)
    return bool(given) and any(
        constant_time_compare(given, mark_for(request, wall, number)) for number in later
    )


def _asked_for(request: HttpRequest) -> int | None:
    """Return the wall whose state is asked for."""
    if request.method not in ("GET", "HEAD"):
        return None
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match.kwargs["pk"] if match.view_name == "walls:state" else None


def _mark(pk: int, version: int | None, session: str, language: str) -> str:
    seen = f"{pk}:{version}:{language}:{session}"
    return f'W/"{salted_hmac("walls.state", seen).hexdigest()[:32]}"'


def _kept_shortly(response: HttpResponse, mark: str, *, is_personal: bool) -> HttpResponse:
    response.headers["ETag"] = mark
    shared = f"public, max-age=0, s-maxage={SHARED_SECONDS}"
    response.headers["Cache-Control"] = PRIVATE if is_personal else shared
    return response
