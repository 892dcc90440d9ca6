"""News: the list, and each of them."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from core.access import person_of
from core.caching import keep_until
from core.clock import received_at
from hearings.models import Hearing
from hearings.rows import rows_of
from information.models import News
from information.models.publication import PublicationQuerySet
from information.moments import end_of_today, next_public_moment
from information.structured_data import of_news
from information.texts import joined, stage_notice, text_of
from information.views.fetching import numbered, public_view

PER_PAGE = 20


@public_view
def news_list(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    found = News.objects.public(at).select_related("department").order_by("-public_from", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    keep_until(request, next_public_moment(News.objects, at))
    return render(request, "information/news_list.html", {"page_obj": page})


def _rows(_at: datetime, _person: User | None) -> PublicationQuerySet:
    return News.objects.select_related("department", "hearing").prefetch_related("areas", "topics")


@numbered("news", _rows)
def news(request: HttpRequest, row: News) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_today(at))
    context = {
        "news": row,
        "text": text_of(row.body, at=at),
        "areas": joined(row.areas.all()),
        "topics": joined(row.topics.all()),
        "notice": stage_notice(row, at),
        "hearings": _hearing_rows(request, row),
        "structured": of_news(row, at),
    }
    return render(request, "information/news_detail.html", context)


def _hearing_rows(request: HttpRequest, row: News) -> list[dict[str, Any]]:
    """Return the hearing that it is about as a row of a list, when it may be seen."""
    if row.hearing_id is None:
        return []
    at = received_at(request)
    hearings = Hearing.objects.visible_to(person_of(request)).filter(pk=row.hearing_id)
    found = list(hearings.prefetch_related("kinds", "areas", "meetings"))
    keep_until(request, *(moment for h in found for moment in (h.opens_at, h.closes_at)))
    return rows_of(found, at=at)
