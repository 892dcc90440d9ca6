"""Problems as everybody reads them: the list with its tiles, one with its clock, the figures."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core.access import get_visible, person_of
from core.caching import keep_until
from core.clock import end_of_day, local_date, received_at
from core.feeds import CONTENT_TYPE
from projects.forms.problems import ProblemFilterForm
from projects.problem_feed import feed_of_problems
from projects.problem_figures import years
from projects.problem_listing import listed, rows_of, tiles_of
from projects.problem_page import context_of, with_everything

PER_PAGE = 20


@login_not_required
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """All that everybody may read, by area, topic and answer."""
    today = local_date(received_at(request))
    form = ProblemFilterForm(request.GET)
    found, everywhere = listed(form)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    count = page.paginator.count
    keep_until(request, end_of_day(today))
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows_of(list(page), today),
        "tiles": tiles_of(everywhere, form.area),
        "found": ngettext("%(n)d problem", "%(n)d problemer", count) % {"n": count},
    }
    return render(request, "projects/problem_list.html", context)


@login_not_required
@require_safe
def problem(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """One, from the raising to what came of it; only the number decides which."""
    at, person = received_at(request), person_of(request)
    row = get_visible(request, with_everything(), pk=number)
    if slug != row.slug:
        return redirect(row, permanent=True)
    keep_until(request, end_of_day(local_date(at)))
    return render(request, "projects/problem_detail.html", context_of(row, person=person, at=at))


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feed_of_problems(path=request.path), content_type=CONTENT_TYPE)


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How many were raised, answered in time, and with what, year by year."""
    today = local_date(received_at(request))
    keep_until(request, end_of_day(today))
    return render(request, "projects/problem_figures.html", {"years": years(today)})
