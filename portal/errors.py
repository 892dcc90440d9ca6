"""The error pages: in the language of the path, with what to do next and a contact."""

import sys
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

from core.context import site
from core.middleware.conflict import busy_page, is_busy


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form lacks its secret: usually cookies are off, or the person has logged in since."""
    return _page(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stand alone: nothing here may need the database, the session or a context processor.

    A database that is away is no fault of ours, also when a middleware was the one to ask it.
    """
    error = sys.exception()
    with translation.override(_language(request)):
        if error is not None and is_busy(error):
            return busy_page(request, error)
        page = loader.get_template("500.html").render(site(request))
    return HttpResponse(page, status=500)


def _page(request: HttpRequest, template: str, **options: Any) -> HttpResponse:
    with translation.override(_language(request)):
        page = loader.get_template(template).render({}, request)
    return HttpResponse(page, **options)


def _language(request: HttpRequest) -> str:
    """Return the language of the path: an error may come before the language middleware."""
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
