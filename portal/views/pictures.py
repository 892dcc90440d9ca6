"""The pictures that stand beside links to the portal's pages elsewhere."""

import threading
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.limits import allow, client_ip
from core.pictures import WORDS, Picture
from councils import pictures as council_pictures
from events import pictures as event_pictures
from hearings import pictures as hearing_pictures
from information import pictures as information_pictures
from portal.drawing import draw
from projects import pictures as project_pictures
from projects import problem_pictures
from seminars import pictures as seminar_pictures

KEPT_SECONDS = 24 * 3600
# A drawing takes a fifth of a second of the processor: one at a time in each process, and some
# for each address; who asks for more gets the portal's own picture.
PATIENCE_SECONDS = 1.0
DRAWN_FOR_ONE, DRAWN_SECONDS = 60, 600
_AT_ONCE = threading.BoundedSemaphore(1)
_SITE_AT_ONCE = threading.BoundedSemaphore(1)
# Counts up when the drawing changes, so that no old picture is found in the cache.
DRAWING = 1
_KINDS = {word: kind for kind, word in WORDS.items()}


@login_not_required
@require_safe
def picture(request: HttpRequest, word: str, number: int) -> HttpResponse:
    """Show the picture of a subject that everybody may see now, whoever asks."""
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    found = _picture_of(_KINDS.get(word, ""), number, at)
    if found is None:
        raise Http404
    content = _kept(found) or _drawn_if_possible(found, request)
    if content is None:
        return _stand_in()
    return _answer(content)


@login_not_required
@require_safe
def site_picture(_request: HttpRequest) -> HttpResponse:
    return _answer(_site_content())


def _picture_of(kind: str, number: int, at: datetime) -> Picture | None:
    if kind == "hearing":
        return hearing_pictures.picture_of(number, at)
    if kind == "event":
        return event_pictures.picture_of(number, at)
    if kind == "body":
        return council_pictures.picture_of(kind, number, at)
    if kind == "project":
        return project_pictures.picture_of(kind, number, at)
    if kind == "seminar":
        return seminar_pictures.picture_of(kind, number, at)
    if kind == "problem":
        return problem_pictures.picture_of(number)
    return information_pictures.picture_of(kind, number, at) if kind else None


def _drawn_if_possible(found: Picture, request: HttpRequest) -> bytes | None:
    """Draw a picture, unless this address had many drawn or another one is being drawn."""
    who = client_ip(request)
    if not allow("picture", who, limit=DRAWN_FOR_ONE, per_seconds=DRAWN_SECONDS):
        return None
    if not _AT_ONCE.acquire(timeout=PATIENCE_SECONDS):
        return None
    try:
        # Who waited may have waited for this one.
        return _kept(found) or _drawn(found)
    finally:
        _AT_ONCE.release()


def _stand_in() -> HttpResponse:
    """Show the portal's own picture, which nobody may keep for the subject's."""
    response = _answer(_site_content())
    response.headers["Cache-Control"] = "no-store"
    return response


def _site_content() -> bytes:
    """Return the portal's own picture: so few that each is waited for."""
    title = _("Byen bliver til, mens vi taler om den")
    told = _("Borgerinddragelse i %(authority)s") % {"authority": settings.AUTHORITY_NAME}
    found = Picture(kind_label="", title=title, line=told)
    content = _kept(found)
    if content is None:
        with _SITE_AT_ONCE:
            content = _kept(found) or _drawn(found)
    return content


def _kept(found: Picture) -> bytes | None:
    content: bytes | None = caches["pages"].get(_key(found))
    return content


def _drawn(found: Picture) -> bytes:
    content = draw(found)
    caches["pages"].set(_key(found), content, KEPT_SECONDS)
    return content


def _key(found: Picture) -> str:
    return f"picture-{DRAWING}-{slugify(settings.SITE_NAME)}-{found.digest}"


def _answer(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/png")
    # Made to be shown by others: no secret is in it.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
