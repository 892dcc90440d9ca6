from datetime import UTC, datetime

import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from core.clock import received_at
from core.middleware import RequestClock


def test_the_moment_is_when_the_request_began_not_when_it_was_answered() -> None:
    with time_machine.travel(datetime(2026, 4, 5, 21, 59, 59, tzinfo=UTC), tick=False) as clock:

        def slow(_request: HttpRequest) -> HttpResponse:
            clock.shift(10)
            return HttpResponse()

        request = RequestFactory().get("/")
        RequestClock(slow)(request)

    assert received_at(request) == datetime(2026, 4, 5, 21, 59, 59, tzinfo=UTC)
