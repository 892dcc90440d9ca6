from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from hearings.calendar_entries import calendar_entries


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_day(local_date(at)))
    entries = sorted(calendar_entries(at=at), key=lambda entry: (entry.at, entry.title))
    months = [
        (month, list(rows))
        for month, rows in groupby(entries, key=lambda entry: local_date(entry.at).replace(day=1))
    ]
    return render(request, "portal/calendar.html", {"months": months})
