"""Who asks: the person of the session, without opening a session for a visitor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.middleware.base import Middleware


class SessionPerson(Middleware):
    """Set request.session_person to the logged-in person or None.

    The session of a visitor is never touched: no session cookie, no question, no Vary: Cookie.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.session_person = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            request.session_person = request.user  # type: ignore[attr-defined]
        return self.get_response(request)


class LoginRequired(LoginRequiredMiddleware):
    """Closed by default. Asks for the exemption before it asks who the person is."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
