"""What programs and printers fetch: documents, the calendar file, the feeds."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.access import person_of
from core.clock import received_at
from core.feeds import CONTENT_TYPE
from core.files import serve_file
from hearings import calendars, feeds
from hearings.models import Hearing
from hearings.views.reading.fetching import fetch, hearing_page, public_view


@hearing_page("document")
def document(request: HttpRequest, hearing: Hearing, pk: int) -> HttpResponseBase:
    stored = get_object_or_404(hearing.documents, pk=pk)
    return serve_file(stored, request, public=hearing.is_published)


@public_view
def deadline_ics(request: HttpRequest, number: int, slug: str) -> HttpResponse:  # noqa: ARG001 (may be old)
    """The slug may be old: calendars keep asking the address that they were given."""
    hearing = fetch(request, number, "extensions")
    response = HttpResponse(calendars.calendar_of(hearing), content_type=calendars.CONTENT_TYPE)
    name = f"hoering-{hearing.number}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@public_view
def list_feed(request: HttpRequest) -> HttpResponse:
    feed = feeds.feed_of_all(
        Hearing.objects.visible_to(person_of(request)),
        path=request.path,
        link=reverse("hearings:list"),
        at=received_at(request),
    )
    return HttpResponse(feed, content_type=CONTENT_TYPE)


@public_view
def hearing_feed(request: HttpRequest, number: int, slug: str) -> HttpResponse:  # noqa: ARG001 (may be old)
    """The slug may be old: feed readers keep asking the address that they were given."""
    hearing = fetch(request, number, "extensions", *feeds.told_steps())
    feed = feeds.feed_of_one(hearing, path=request.path, at=received_at(request))
    return HttpResponse(feed, content_type=CONTENT_TYPE)
