from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from city.models import Area
from core.access import get_visible
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.structured_data import authority, website
from hearings.models import Hearing
from portal.front import (
    chosen_area,
    decisions,
    newest_news,
    open_rows,
    overview,
    this_week,
    voices,
)
from projects.front import focus_notice
from seminars.rhythm import rhythm_notice


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    seen = overview(at)
    keep_until(request, *seen.changes_at, end_of_day(local_date(at)))
    areas = list(Area.objects.filter(is_active=True))
    area = chosen_area(areas, request.GET.get("bydel", ""))
    context = {
        "areas": areas,
        "area": area,
        "items": open_rows(at, area),
        "week": this_week(at, area),
        "news": newest_news(at, area),
        "counts": seen.counts,
        "voices": voices(),
        "decisions": decisions(),
        "focus_notice": focus_notice(at, seen.counts),
        "seminar_notice": rhythm_notice(at, seen.counts),
        "structured": [website(), authority()],
    }
    return render(request, "portal/front.html", context)


@login_not_required
@require_safe
def short(request: HttpRequest, number: int) -> HttpResponse:
    """Lead from the address that stands on paper to the hearing."""
    return redirect(get_visible(request, Hearing.objects, pk=number))
