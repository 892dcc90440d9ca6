"""What comes to a body's next meetings: for its members on a phone, and for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import received_at
from councils.models import Body
from hearings.to_decide import coming_to
from hearings.views.reading.fetching import public_view


@public_view
def to_decide(request: HttpRequest, body_pk: int) -> HttpResponse:
    """Members and secretaries see it also before the agenda is out."""
    body = get_visible(request, Body.objects, pk=body_pk)
    at = received_at(request)
    meetings = coming_to(body, person_of(request), at)
    keep_until(request, *(coming.meeting.event.ends_at for coming in meetings))
    context = {"body": body, "meetings": meetings}
    return render(request, "hearings/to_decide.html", context)
