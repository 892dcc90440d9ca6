"""How a page comes to its text: seen by this person, at its one right address."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.models import User
from core.access import person_of
from core.clock import received_at
from information.models.publication import PublicationQuerySet

View = Callable[..., HttpResponseBase]
# Given the moment and the person, the rows of a page with all that it shows.
Rows = Callable[[datetime, User | None], PublicationQuerySet]


def public_view(view: View) -> View:
    """Mark a view that anybody may ask for, and that changes nothing."""
    return login_not_required(require_safe(view))


def numbered(name: str, rows: Rows) -> Callable[[View], View]:
    """Give a view its row instead of the number; only the number decides which.

    Hidden is 404. Another slug leads on to the right one. `name` is the page's name in the
    address list.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, number: int, slug: str, **rest: Any) -> HttpResponseBase:
            at, person = received_at(request), person_of(request)
            row = get_object_or_404(rows(at, person).visible_to(person, at), pk=number)
            if slug != row.slug:
                return moved_to(request, name, number, row.slug, *rest.values())
            return view(request, row, **rest)

        return public_view(page)

    return decorate


def moved_to(request: HttpRequest, name: str, *parts: Any) -> HttpResponsePermanentRedirect:
    """Lead on to the right address, in the same language, with the same question."""
    path = reverse(f"information:{name}", args=parts)
    asked = request.GET.urlencode()
    return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)


def is_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks for the part of a list that follows its filters."""
    return bool(request.htmx and not request.htmx.history_restore_request)


def list_page(
    request: HttpRequest, template: str, part: str, context: dict[str, Any]
) -> HttpResponse:
    """Show a list, or to htmx the part of it that changes."""
    chosen = part if is_part(request) else template
    response = render(request, chosen, {**context, "is_part": is_part(request)})
    patch_vary_headers(response, ["HX-Request"])
    return response
