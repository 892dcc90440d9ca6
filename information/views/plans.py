"""The register of plans and decisions, and the page of each."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext

from accounts.models import User
from comments.showing import section_of
from core.access import person_of
from core.caching import keep_until
from core.clock import received_at
from core.files import serve_file
from information.course import course_of, drawn
from information.forms.filters import PlanFilterForm
from information.models import Plan
from information.models.publication import PublicationQuerySet
from information.moments import end_of_today, next_public_moment
from information.plans import (
    documents_of,
    facts_of,
    hearing_steps,
    relatives_of,
    with_everything,
)
from information.register import all_rows, as_rows, case_of, slug_of
from information.structured_data import of_plan
from information.texts import stage_notice, text_of
from information.views.fetching import list_page, moved_to, numbered, public_view

PER_PAGE = 20


@public_view
def plans(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    form = PlanFilterForm(request.GET)
    found = all_rows(at=at, **form.asked())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    keep_until(request, end_of_today(at), next_public_moment(Plan.objects, at))
    count = page.paginator.count
    context = {
        "form": form,
        "page_obj": page,
        "rows": as_rows(page),
        "found": ngettext("%(n)d sag", "%(n)d sager", count) % {"n": count},
        "chosen": [
            {"text": words, "url": _without(request.GET, parameter)}
            for parameter, words in form.chosen()
        ],
    }
    return list_page(
        request, "information/plan_list.html", "information/_plan_results.html", context
    )


def _without(asked: QueryDict, parameter: str) -> str:
    """Return the query string less one filter; the pages start over."""
    kept = asked.copy()
    for name in (parameter, "side"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


@numbered("plan", with_everything)
def plan(request: HttpRequest, row: Plan) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_today(at))
    return render(request, "information/plan_detail.html", _plan_context(request, row))


def _plan_context(request: HttpRequest, row: Plan) -> dict[str, Any]:
    at = received_at(request)
    course = course_of(row, hearing_steps(row, at=at), at=at)
    state = row.state(at)
    return {
        "plan": row,
        "state": state,
        "state_name": state.label,
        "text": text_of(row.body, at=at, top_heading=3),
        "facts": facts_of(row, relatives_of(row, at=at, person=person_of(request))),
        "documents": documents_of(row),
        "led_to": drawn(course.led_to),
        "came_of": drawn(course.came_of),
        "notice": stage_notice(row, at),
        "structured": of_plan(row, at),
        "conversation": section_of(row.thread, row, at=at),
    }


def _alone(_at: datetime, _person: User | None) -> PublicationQuerySet:
    rows: PublicationQuerySet = Plan.objects.select_related("department")
    return rows


@numbered("plan_document", _alone)
def plan_document(request: HttpRequest, row: Plan, pk: int) -> HttpResponseBase:
    stored = get_object_or_404(row.documents, pk=pk)
    return serve_file(stored, request, public=row.is_public(received_at(request)))


@public_view
def case(request: HttpRequest, source: str, number: int, slug: str) -> HttpResponse:
    """A case that another app keeps: its course here, all of it on its own page."""
    at = received_at(request)
    found = case_of(source, number, person=person_of(request), at=at)
    if found is None:
        raise Http404
    if slug != slug_of(found.title):
        return moved_to(request, "case", source, number, slug_of(found.title))
    keep_until(request, end_of_today(at))
    context = {"case": found, "led_to": drawn(found.led_to), "came_of": drawn(found.came_of)}
    return render(request, "information/case_detail.html", context)
