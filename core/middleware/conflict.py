"""Exceptions of our own become pages: wrong moment 409, too often 429, busy database 503."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader

from core.context import site
from core.limits import LimitExceeded
from core.middleware.base import Middleware
from core.patience import short_waits_after_long_ones, waited_in_vain
from core.transitions import TransitionNotAllowed

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5
# PostgreSQL: query cancelled by timeout, lock not available, deadlock, serialisation,
# shutting down, too many connections. https://www.postgresql.org/docs/15/errcodes-appendix.html
_PASSING_CODES = {"57014", "55P03", "40P01", "40001", "57P01", "57P02", "57P03", "53300", "25P03"}
_WAITED_IN_VAIN = {"57014", "55P03"}
_PASSING_SQLITE = {"SQLITE_BUSY", "SQLITE_LOCKED"}


class Conflict(Middleware):
    """Turn what a service raises into a page; anything else goes on to Django."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with short_waits_after_long_ones():
            return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if isinstance(exception, TransitionNotAllowed):
            return render(request, "409.html", {"message": exception.message}, status=409)
        if isinstance(exception, LimitExceeded):
            return _too_often(request, exception)
        return busy_page(request, exception) if is_busy(exception) else None


def _too_often(request: HttpRequest, exception: LimitExceeded) -> HttpResponse:
    context = {"message": str(exception), "retry_after": exception.retry_after}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(exception.retry_after)
    return response


def busy_page(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """The page stands alone: nothing that it needs may need the database."""
    if _code_of(exception) in _WAITED_IN_VAIN:
        waited_in_vain()
    logger.error("The database did not answer in time", exc_info=exception)
    template = loader.select_template(["503.html", "500.html"])
    response = HttpResponse(template.render(site(request)), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def is_busy(exception: BaseException | None) -> bool:
    """Tell a database that is busy or away from everything else that can go wrong."""
    return isinstance(exception, OperationalError | InterfaceError) and is_passing(exception)


def is_passing(exception: BaseException) -> bool:
    """Tell a database that is busy or away from a mistake in our own SQL."""
    code = _code_of(exception)
    if code:
        return code in _PASSING_CODES or code.startswith("08")
    cause = exception.__cause__
    name = getattr(cause, "sqlite_errorname", None)
    if name:
        return name.startswith(tuple(_PASSING_SQLITE))
    return type(cause).__module__.startswith("psycopg")


def _code_of(exception: BaseException) -> str:
    """Return PostgreSQL's code of an error, "" when it has none."""
    return getattr(exception.__cause__, "pgcode", None) or ""
