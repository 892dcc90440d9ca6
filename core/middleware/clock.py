"""The one clock of a request."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from core.middleware.base import Middleware


class RequestClock(Middleware):
    """Stamp the moment at which the request began: it decides whether an answer is in time."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.received_at = timezone.now()  # type: ignore[attr-defined]
        return self.get_response(request)
