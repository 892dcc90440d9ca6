"""The front page of the way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.access import person_of
from core.caching import keep_until
from core.clock import received_at
from information.front import front_context
from information.moments import end_of_today, next_moment_of_all
from information.views.fetching import public_view


@public_view
def front(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_today(at), next_moment_of_all(at))
    context = front_context(at=at, person=person_of(request))
    return render(request, "information/front.html", context)
