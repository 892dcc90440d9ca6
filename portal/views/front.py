from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.access import get_visible
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.structured_data import authority, website
from hearings.models import Hearing
from portal.front import decisions, open_rows, overview, voices


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    seen = overview(at)
    keep_until(request, *seen.changes_at, end_of_day(local_date(at)))
    context = {
        "items": open_rows(at),
        "counts": seen,
        "voices": voices(),
        "decisions": decisions(),
        "structured": [website(), authority()],
    }
    return render(request, "portal/front.html", context)


@login_not_required
@require_safe
def short(request: HttpRequest, number: int) -> HttpResponse:
    """Lead from the address that stands on paper to the hearing."""
    return redirect(get_visible(request, Hearing.objects, pk=number))
