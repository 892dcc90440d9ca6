"""What a view may say about how long its page may be kept, and by whom."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from core.clock import received_at

PRIVATE = "private, no-store"


def keep_until(request: HttpRequest, *moments: datetime | None) -> None:
    """Let shared caches drop the page at the earliest of these moments, at the latest.

    A page that shows a hearing says when that hearing opens and closes; what is past is
    ignored.
    """
    known = [*moments, getattr(request, "cache_until", None)]
    now = received_at(request)
    request.cache_until = min(  # type: ignore[attr-defined]
        (moment for moment in known if moment and moment > now), default=None
    )


def private_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view whose address is itself a secret: no cache, no referrer, no search engine."""

    @wraps(view)
    def private_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = PRIVATE
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return private_view
