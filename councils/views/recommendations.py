"""Recommendations as everybody reads them: all, those of a body, one with its course."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.feeds import CONTENT_TYPE
from councils.advice import counts_of, course_of, told_found
from councils.forms.recommendation_filter import RecommendationFilterForm
from councils.models import Body, Recommendation
from councils.models.recommendation import RecommendationQuerySet
from councils.recommendation_feed import feed_of_recommendations

PER_PAGE = 20


@login_not_required
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """All of them, with what became of them."""
    form = RecommendationFilterForm(request.GET)
    rows = form.narrowed(Recommendation.objects.visible_to(person_of(request)))
    context = {"form": form, "is_filtered": form.is_used, **_listed(request, rows)}
    return render(request, "councils/recommendation_list.html", context)


@login_not_required
@require_safe
def recommendations_feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feed_of_recommendations(path=request.path), content_type=CONTENT_TYPE)


@login_not_required
@require_safe
def of_body(request: HttpRequest, body_pk: int, slug: str) -> HttpResponseBase:
    """Those of one body; only the number decides which."""
    body = get_visible(request, Body.objects, pk=body_pk)
    if slug != body.slug:
        return redirect("councils:body_recommendations", body.pk, body.slug, permanent=True)
    person = person_of(request)
    rows = Recommendation.objects.visible_to(person).filter(body=body)
    context = {
        "body": body,
        "may_recommend": bool(person) and person.has_perm("councils.recommend_body", body),
        **_listed(request, rows),
    }
    return render(request, "councils/recommendation_of_body.html", context)


@login_not_required
@require_safe
def recommendation(request: HttpRequest, body_pk: int, slug: str, number: int) -> HttpResponseBase:
    """One, from the advice to what came of it."""
    seen = Recommendation.objects.select_related(
        "body", "addressed_to", "meeting__event", "decision_item__meeting__body"
    ).prefetch_related("statuses")
    row = get_visible(request, seen, body=body_pk, number=number)
    if slug != row.body.slug:
        return redirect(row, permanent=True)
    context = {
        "row": row,
        "body": row.body,
        "steps": course_of(row),
        "meeting": row.meeting if row.meeting and row.meeting.is_public else None,
        "item": row.decision_item if _is_readable(row) else None,
        **_rights(person_of(request), row),
    }
    return render(request, "councils/recommendation_detail.html", context)


def _listed(request: HttpRequest, rows: RecommendationQuerySet) -> dict[str, Any]:
    found = rows.exclude(status=Recommendation.Status.WITHDRAWN)
    page = Paginator(found.select_related("body", "addressed_to"), PER_PAGE).get_page(
        request.GET.get("side")
    )
    counts = counts_of(found)
    return {"page_obj": page, "counts": counts, "found": told_found(page.paginator.count)}


def _is_readable(row: Recommendation) -> bool:
    """Whether everybody may open the item that decided it."""
    item = row.decision_item
    meeting = item.meeting if item else None
    return bool(meeting and meeting.is_public and meeting.is_agenda_published)


def _rights(person: Any, row: Recommendation) -> dict[str, bool]:
    """Return which buttons a secretary sees; a visitor sees none."""
    if person is None:
        return {}
    may_answer = person.has_perm("councils.answer_recommendation", row)
    may_follow_up = person.has_perm("councils.follow_up_recommendation", row)
    is_sent = row.status == Recommendation.Status.SENT
    return {
        "may_answer": may_answer and (is_sent or row.is_answered) and row.done_on is None,
        "may_follow_up": may_follow_up and row.is_unfinished,
        "may_withdraw": is_sent and person.has_perm("councils.recommend_body", row.body),
    }
