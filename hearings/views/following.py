"""What everybody may follow after the treatment: what was done, and how long people waited."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.models import Area
from core.access import person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.feeds import CONTENT_TYPE as ATOM
from hearings import feeds
from hearings import figures as yearly
from hearings.models import Hearing
from hearings.promises import with_newest_white_paper
from hearings.said_and_done import newest_first, promised_changes, received_by_hearing
from hearings.said_and_done import said_and_done as what_came_of
from hearings.views.reading.fetching import public_view

PER_PAGE = 10


@public_view
def said_and_done(request: HttpRequest) -> HttpResponse:
    """Vi spurgte, I sagde, vi gjorde: one entry for each hearing that something came of."""
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    areas = list(Area.objects.filter(is_active=True))
    asked = request.GET.get("bydel", "")
    area = next((area for area in areas if area.slug == asked), None)
    page = _page(request, area)
    received = received_by_hearing(page.object_list)
    count = page.paginator.count
    context = {
        "areas": areas,
        "area": area,
        "page_obj": page,
        "found": ngettext("%(n)d høring", "%(n)d høringer", count) % {"n": count},
        "entries": [
            what_came_of(hearing, received=received.get(hearing.pk, 0), at=at) for hearing in page
        ],
    }
    return render(request, "hearings/said_and_done_list.html", context)


def _page(request: HttpRequest, area: Area | None) -> Page:
    seen = Hearing.objects.visible_to(person_of(request)).concerning(area)
    found = with_newest_white_paper(newest_first(seen)).prefetch_related(promised_changes())
    return Paginator(found, PER_PAGE).get_page(request.GET.get("side"))


@public_view
def said_and_done_feed(request: HttpRequest) -> HttpResponse:
    written = feeds.feed_of_changes(
        path=request.path, link=reverse("hearings:said_and_done"), at=received_at(request)
    )
    return HttpResponse(written, content_type=ATOM)


@public_view
def figures(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    years = yearly.figures(at)
    context = {
        "years": years,
        "rows": yearly.table(years),
        "bars": _bars(years),
    }
    return render(request, "hearings/figures.html", context)


def _bars(years: list[yearly.Year]) -> list[dict[str, Any]]:
    """Return what is drawn: how the answers were answered, and what became of the promises."""
    labels = yearly.labels()
    papers = ("in_time", "late", "unpromised", "waiting", "without")
    changes = ("done", "overdue", "dropped")
    drawn = [(_("Hvidbøger %(year)d"), papers), (_("Ændringer %(year)d"), changes)]
    return [
        {
            "caption": caption % {"year": year.year},
            "rows": [(labels[name], getattr(year, name)) for name in names],
        }
        for year in years[:2]
        for caption, names in drawn
        if any(getattr(year, name) for name in names)
    ]


@public_view
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same table for a spreadsheet, in UTF-8 with the mark that Excel looks for."""
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    written = "\ufeff" + yearly.as_csv(yearly.figures(at))
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="hoeringer-tal.csv"'
    return response
