from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import person_of
from core.caching import keep_until
from core.calendar import Asked, CalendarEntry
from core.calendar_files import CONTENT_TYPE, calendar_with
from core.clock import end_of_day, local_date, received_at
from portal.calendar import MONTH, WEEK, Stretch, components_of, entries_of, stretch_of, weeks_of
from portal.calendar_form import CalendarFilterForm

VIEWS = ("", MONTH, WEEK)
ICS_SPAN = timedelta(days=365)


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Three months as a list, one as a table, or a week; at most twelve questions."""
    at = received_at(request)
    today = local_date(at)
    view = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else ""
    stretch = stretch_of(view, request.GET.get(view or "fra", ""), today)
    form = CalendarFilterForm(request.GET)
    asked = Asked(
        since=stretch.since, until=stretch.until, person=person_of(request), **form.asked()
    )
    if not view and stretch.first <= today < stretch.last:
        asked = replace(asked, since=max(asked.since, at))
    entries = entries_of(asked)
    keep_until(request, end_of_day(today), *(entry.ends_at or entry.at for entry in entries))
    context = {
        "view": view,
        "stretch": stretch,
        "form": form,
        "months": _by_month(entries, stretch) if not view else [],
        "weeks": weeks_of(stretch, entries, today) if view else [],
        "is_empty": not entries,
        **_ways(form, view, stretch),
    }
    return render(request, "portal/calendar.html", context)


def _by_month(
    entries: Sequence[CalendarEntry], stretch: Stretch
) -> list[tuple[date, list[CalendarEntry]]]:
    """Return the list under its months; what began before them stands in the first."""
    days = ((max(local_date(entry.at), stretch.first), entry) for entry in entries)
    return [
        (month, [entry for _day, entry in rows])
        for month, rows in groupby(days, key=lambda row: row[0].replace(day=1))
    ]


def _ways(form: CalendarFilterForm, view: str, stretch: Stretch) -> dict[str, Any]:
    """Return the links of the page: each keeps what was chosen."""
    chosen = form.chosen()
    shown = {"vis": view} if view else {}
    ics = f"{reverse('portal:calendar_ics')}{_query(chosen)}"
    site = urlsplit(settings.SITE_URL)
    return {
        "views": [
            {"code": code, "url": _query({**chosen, **({"vis": code} if code else {})}) or "."}
            for code in VIEWS
        ],
        "before_url": _query({**chosen, **shown, **stretch.before}) if stretch.before else "",
        "after_url": _query({**chosen, **shown, **stretch.after}) if stretch.after else "",
        "chosen": ", ".join(form.words()),
        "ics_url": f"{settings.SITE_URL}{ics}",
        "webcal_url": f"webcal://{site.netloc}{ics}",
    }


def _query(parameters: dict[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""


@login_not_required
@require_safe
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """A year back and a year ahead for calendars that follow ours; whoever asks, what is public."""
    at = received_at(request)
    asked = Asked(
        since=at - ICS_SPAN, until=at + ICS_SPAN, **CalendarFilterForm(request.GET).asked()
    )
    keep_until(request, end_of_day(local_date(at)))
    content = calendar_with(components_of(asked), asked.since, asked.until)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="kalender.ics"'
    return response
