"""Pictures, files and films of our own host. Only the number decides; names may be old."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.access import person_of
from core.caching import keep_until
from core.clock import received_at
from core.files import serve_file, serve_range
from information.models import Attachment, Captions, Video

# A file never changes under its number, so browsers may keep it; caches that many share ask
# again soon, because the page that shows it may be taken down.
_KEPT_BY_BROWSERS = "public, max-age=2592000, s-maxage=300"


@login_not_required
@require_safe
def attachment(request: HttpRequest, number: int, name: str) -> HttpResponseBase:  # noqa: ARG001
    """Give a picture or a file to who sees the text that shows it, and to its editors."""
    at = received_at(request)
    seen = Attachment.objects.visible_to(person_of(request), at)
    stored = get_object_or_404(seen, pk=number)
    is_public = Attachment.objects.public(at).filter(pk=number).exists()
    return _kept(serve_file(stored, request, public=is_public), is_public=is_public)


@login_not_required
@require_safe
def video_file(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:  # noqa: ARG001
    video = _video(request, number)
    is_public = video.is_public(received_at(request))
    return _kept(serve_range(video, request, public=is_public), is_public=is_public)


@login_not_required
@require_safe
def captions(
    request: HttpRequest,
    number: int,
    slug: str,  # noqa: ARG001 (may be old)
    language: str,
) -> HttpResponse:
    row = get_object_or_404(Captions, video=_video(request, number), language=language)
    return HttpResponse(row.text, content_type="text/vtt; charset=utf-8")


def _video(request: HttpRequest, number: int) -> Video:
    at = received_at(request)
    video: Video = get_object_or_404(Video.objects.visible_to(person_of(request), at), pk=number)
    keep_until(request, video.public_from)
    return video


def _kept(response: HttpResponseBase, *, is_public: bool) -> HttpResponseBase:
    if is_public and response.status_code in (200, 206, 304):
        response.headers["Cache-Control"] = _KEPT_BY_BROWSERS
    return response
