"""The pictures that stand beside links to the portal's pages elsewhere."""

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
from core.pictures import WORDS, Picture
from hearings import pictures as hearing_pictures
from information import pictures as information_pictures
from portal.drawing import draw

KEPT_SECONDS = 24 * 3600
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
    return _drawn(found)


@login_not_required
@require_safe
def site_picture(_request: HttpRequest) -> HttpResponse:
    title = _("Byen bliver til, mens vi taler om den")
    told = _("Borgerinddragelse i %(authority)s") % {"authority": settings.AUTHORITY_NAME}
    return _drawn(Picture(kind_label="", title=title, line=told))


def _picture_of(kind: str, number: int, at: datetime) -> Picture | None:
    if kind == "hearing":
        return hearing_pictures.picture_of(number, at)
    return information_pictures.picture_of(kind, number, at) if kind else None


def _drawn(found: Picture) -> HttpResponse:
    key = f"picture-{DRAWING}-{slugify(settings.SITE_NAME)}-{found.digest}"
    content = caches["pages"].get(key)
    if content is None:
        content = draw(found)
        caches["pages"].set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type="image/png")
    # Made to be shown by others: no secret is in it.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
