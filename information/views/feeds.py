"""The feeds of information: the same for everybody, whoever asks."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.feeds import CONTENT_TYPE
from information import feeds


@login_not_required
@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, feeds.feed_of_news)


@login_not_required
@require_safe
def plans_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, feeds.feed_of_plans)


@login_not_required
@require_safe
def pages_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, feeds.feed_of_pages)


def _feed(request: HttpRequest, write: Callable[..., str]) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    return HttpResponse(write(path=request.path, at=at), content_type=CONTENT_TYPE)
