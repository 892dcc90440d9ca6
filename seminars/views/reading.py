"""All seminars, and the pages of one: programme, sessions, practical, print and poster."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.feeds import CONTENT_TYPE
from core.files import serve_file
from core.spoken import spoken_span
from seminars.archive import archive_rows
from seminars.feeds import feed_of_seminars
from seminars.models import Seminar, SpeakerPortrait
from seminars.programme_page import accessible_of, context_of, days_of, with_everything
from seminars.rhythm import rhythm_at
from seminars.session_page import context_of_session


@login_not_required
@require_safe
def seminars(request: HttpRequest) -> HttpResponse:
    """The next one, the rhythm, and all that were held."""
    at, person = received_at(request), person_of(request)
    keep_until(request, end_of_day(local_date(at)))
    rhythm = rhythm_at(at)
    drafts = Seminar.objects.run_by(person).filter(status=Seminar.Status.DRAFT) if person else ()
    days = days_of(rhythm.next, at) if rhythm.next else []
    context = {
        "rhythm": rhythm,
        "next": rhythm.next,
        "next_days": days,
        "held": archive_rows(at),
        "drafts": drafts,
    }
    return render(request, "seminars/seminar_list.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feed_of_seminars(path=request.path), content_type=CONTENT_TYPE)


@login_not_required
@require_safe
def seminar(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    at, person = received_at(request), person_of(request)
    row = get_visible(request, with_everything(), pk=pk)
    if slug != row.slug:
        return HttpResponsePermanentRedirect(row.get_absolute_url())
    context = context_of(row, person=person, at=at)
    events = [day.day.event for day in context["days"]]
    moments = [
        moment
        for event in events
        for moment in (event.starts_at, event.sign_up_opens_at, event.sign_up_closes_at)
    ]
    keep_until(request, end_of_day(local_date(at)), *moments)
    context["accessible"] = accessible_of(row)
    return render(request, "seminars/seminar_detail.html", context)


@login_not_required
@require_safe
def session(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:  # noqa: ARG001 (may be old)
    at, person = received_at(request), person_of(request)
    row = get_visible(request, with_everything(), pk=pk)
    found = get_object_or_404(
        row.sessions.select_related("event", "track", "day__event", "wall"), pk=number
    )
    found.seminar = row
    keep_until(request, end_of_day(local_date(at)), found.event.starts_at, found.event.ends_at)
    context = context_of_session(found, person=person, at=at)
    return render(request, "seminars/session_detail.html", context)


@login_not_required
@require_safe
def practical(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """How to get there, what there is to eat, and what helps who hears or walks badly."""
    row = get_visible(request, with_everything(), pk=pk)
    context = _told(request, row) | {"accessible": accessible_of(row)}
    return render(request, "seminars/seminar_practical.html", context)


@login_not_required
@require_safe
def printed(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """The programme on paper."""
    row = get_visible(request, with_everything(), pk=pk)
    context = _told(request, row) | {"accessible": accessible_of(row)}
    return render(request, "seminars/seminar_print.html", context)


@login_not_required
@require_safe
def poster(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """A sheet to hang up, with a code that leads here."""
    row = get_visible(request, with_everything(), pk=pk)
    return render(request, "seminars/seminar_poster.html", _told(request, row))


@login_not_required
@require_safe
def portrait(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:  # noqa: ARG001
    """The picture of a speaker, for who may see the seminar."""
    row = get_visible(request, Seminar.objects, pk=pk)
    stored = get_object_or_404(SpeakerPortrait, speaker__seminar=row, speaker=number)
    return serve_file(stored, request, public=row.is_visible_to(None))


def _told(request: HttpRequest, row: Seminar) -> dict[str, Any]:
    at = received_at(request)
    days = days_of(row, at)
    return {
        "seminar": row,
        "days": days,
        "whens": [spoken_span(d.day.event.starts_at, d.day.event.ends_at, at) for d in days],
        "address": settings.SITE_URL + reverse("seminars:seminar", args=[row.pk, row.slug]),
    }
