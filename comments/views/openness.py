"""How the conversations are looked after: the rules in plain words, and the numbers by year."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments import figures as yearly
from comments.models import HideReason
from comments.models.comment import EDIT_TIME
from comments.waiting import DAYS
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at


@login_not_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    context = {
        "reasons": [reason.label for reason in HideReason if reason != HideReason.OTHER],
        "holds_first": settings.COMMENTS_HOLD_FIRST,
        "edit_minutes": int(EDIT_TIME.total_seconds() // 60),
        **{f"{tab.name.lower()}_days": days for tab, days in DAYS.items()},
    }
    return render(request, "comments/rules.html", context)


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    keep_until(request, end_of_day(local_date(received_at(request))))
    years = yearly.figures()
    context = {"years": years, "rows": yearly.table(years)}
    return render(request, "comments/figures.html", context)


@login_not_required
@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same table for a spreadsheet, in UTF-8 with the mark that Excel looks for."""
    keep_until(request, end_of_day(local_date(received_at(request))))
    written = "\ufeff" + yearly.as_csv(yearly.figures())
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="samtaler-tal.csv"'
    return response
