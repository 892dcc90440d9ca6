""" "Hvad kan jeg gøre ved …"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.access import person_of
from core.caching import keep_until
from core.clock import local_date, received_at
from information.guides import live_rows
from information.models import Guide, Right
from information.moments import end_of_today, next_public_moment
from information.rights import in_order
from information.structured_data import of_guide
from information.texts import stage_notice, text_of
from information.views.fetching import public_view


@public_view
def guides(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    found = Guide.objects.public(at)
    keep_until(request, next_public_moment(Guide.objects, at))
    return render(request, "information/guide_list.html", {"guides": found})


@public_view
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    at, person = received_at(request), person_of(request)
    rows = Guide.objects.visible_to(person, at).select_related("department")
    found = get_object_or_404(rows.prefetch_related("topics", "hearing_kinds"), slug=slug)
    items = live_rows(found, at=at)
    keep_until(request, end_of_today(at))
    context = {
        "guide": found,
        "text": text_of(found.body, at=at),
        "items": items,
        "shows_decided": found.shows == Guide.Shows.DECIDED,
        "rights": in_order(Right.objects.visible_to(person, at).filter(guides=found)),
        "others": Guide.objects.public(at).exclude(pk=found.pk),
        "changed_on": local_date(found.changed_at),
        "notice": stage_notice(found, at),
        "structured": of_guide(found, at),
    }
    return render(request, "information/guide_detail.html", context)
