"""The list of hearings."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import ngettext

from core.access import person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from hearings.forms.filters import HearingFilterForm
from hearings.models import Hearing
from hearings.rows import rows_of
from hearings.views.reading.fetching import public_view

PER_PAGE = 20


@public_view
def hearing_list(request: HttpRequest) -> HttpResponse:
    form = HearingFilterForm(request.GET)
    page = _page(request, form)
    is_part = bool(request.htmx and not request.htmx.history_restore_request)
    context = {
        "is_part": is_part,
        "form": form,
        "page_obj": page,
        "items": rows_of(page, at=received_at(request)),
        "found": _told(page),
        "chosen": [
            {"text": words, "url": without(request.GET, parameter)}
            for parameter, words in form.chosen()
        ],
    }
    template = "hearings/_hearing_results.html" if is_part else "hearings/hearing_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page(request: HttpRequest, form: HearingFilterForm) -> Page:
    """Return one page of what was found, to be kept until one of its hearings opens or closes."""
    at = received_at(request)
    found = form.found(Hearing.objects.visible_to(person_of(request)), at=at)
    found = found.most_urgent_first(at).prefetch_related("kinds", "areas", "meetings")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    moments = (moment for hearing in page for moment in (hearing.opens_at, hearing.closes_at))
    keep_until(request, end_of_day(local_date(at)), *moments)
    return page


def _told(page: Page) -> str:
    count = page.paginator.count
    return ngettext("%(n)d høring", "%(n)d høringer", count) % {"n": count}


def without(asked: QueryDict, parameter: str) -> str:
    """Return the query string less one filter; the pages start over."""
    kept = asked.copy()
    for name in (parameter, "side"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"
