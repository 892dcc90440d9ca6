"""The search over everything public."""

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from city.models import Area, Topic
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from portal.forms import SearchForm
from portal.search import page as shown
from portal.search.asking import question_of
from portal.search.finding import Found, Listing, Way, find
from portal.search.lookup import Filters, Part

PER_PAGE = 20
NUMBER_OF_A_PAGE = re.compile(r"[1-9][0-9]{0,5}")


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    areas = list(Area.objects.filter(is_active=True))
    form = SearchForm(request.GET, areas=areas)
    filters = form.filters()
    is_asked = bool(form.said("q") or filters != Filters())
    found = find(
        question_of(form.said("q")),
        at=received_at(request),
        exact=bool(form.said("exact")),
        part=_part(request, filters) if is_asked else Part(),
    )
    is_part = bool(request.htmx and not request.htmx.history_restore_request)
    context = {
        "form": form,
        "found": found,
        "is_part": is_part,
        "is_asked": is_asked,
        "kinds": shown.kind_choices(found, filters, request.GET),
        **(_results(request, found, filters, areas) if is_asked else _help()),
    }
    template = "portal/_search_results.html" if is_part else "portal/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _part(request: HttpRequest, filters: Filters) -> Part:
    """Return the places that are on the page, if there is such a page."""
    number = request.GET.get("side", "")
    start = (int(number) - 1) * PER_PAGE if NUMBER_OF_A_PAGE.fullmatch(number) else 0
    return Part(filters, start, start + PER_PAGE)


def _results(
    request: HttpRequest, found: Found, filters: Filters, areas: list[Area]
) -> dict[str, Any]:
    """Return one page of what was found, to be kept until one of its hits opens or closes."""
    at = received_at(request)
    page: Page[Any] = Paginator(Listing(found, filters), PER_PAGE).get_page(request.GET.get("side"))
    texts = shown.fetch(list(page))
    meant = shown.meant(found, texts)
    moments = [moment for text in texts for moment in (text.entry.opens_at, text.entry.closes_at)]
    keep_until(request, end_of_day(local_date(at)), *moments)
    return {
        "page_obj": page,
        "hits": shown.hits_of(texts, found, areas, at),
        "told": shown.told(page.paginator.count, meant or found.question.text),
        "meant": meant,
        "is_any": found.way == Way.ANY,
        "exact_url": shown.link(request.GET, praecis="1"),
        "areas": shown.area_choices(found, filters, areas, request.GET),
        "open": shown.open_choice(found, filters, request.GET),
    }


def _help() -> dict[str, Any]:
    return {"topics": Topic.objects.filter(is_active=True)}
