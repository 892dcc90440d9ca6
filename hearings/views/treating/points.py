"""A point by itself: all that say it, its words and answer, and the second reader."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.clock import received_at
from hearings.forms.treating import MergeForm, PointForm
from hearings.models import Answer, Hearing, Point
from hearings.services import treatment
from hearings.treating.points import gathered, numbers_of, places_of
from hearings.treating.queue import PER_PAGE
from hearings.views.treating.frame import (
    add_refusal,
    hearing_to_read,
    hearing_to_treat,
    point_of,
    refused_as_conflict,
    to_desk,
    treating_page,
)
from hearings.views.treating.marking import REFUSALS, save_point


@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, number: int, point_number: int) -> HttpResponse:
    if request.method != "POST":
        hearing = hearing_to_read(request, number)
        return _show(request, hearing, point_of(hearing, point_number))
    hearing = hearing_to_treat(request, number)
    found = point_of(hearing, point_number)
    form = PointForm(request.POST, point=found, everything=gathered(hearing))
    if save_point(request, form):
        messages.success(request, _("%(point)s er gemt.") % {"point": found})
        return redirect("hearings:point", hearing.number, found.number)
    return _show(request, hearing, found, form=form)


@require_POST
def merge_point(request: HttpRequest, number: int, point_number: int) -> HttpResponse:
    """Let the responses of this point have another one instead."""
    hearing = hearing_to_treat(request, number)
    found = point_of(hearing, point_number)
    form = MergeForm(request.POST, targets=_others(hearing, found))
    if form.is_valid():
        into = form.target
        try:
            treatment.merge_points(found, into=into, by=request.user, at=received_at(request))
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            told = _("%(point)s er lagt sammen med %(into)s.")
            messages.success(request, told % {"point": found, "into": into})
            return redirect("hearings:point", hearing.number, into.number)
    return _show(request, hearing, found, merge=form)


@require_POST
@refused_as_conflict
def remove_point(request: HttpRequest, number: int, point_number: int) -> HttpResponse:
    hearing = hearing_to_treat(request, number)
    found = point_of(hearing, point_number)
    treatment.remove_point(found, by=request.user, at=received_at(request))
    messages.success(request, _("%(point)s er fjernet.") % {"point": found})
    return redirect("hearings:themes", hearing.number)


@require_POST
@refused_as_conflict
def read(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Say as a second person that an answer has been read as it stands."""
    hearing = hearing_to_treat(request, number)
    answer = get_object_or_404(hearing.official_answers.select_related("theme", "point"), pk=pk)
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
    treatment.read_answer(answer, revision=revision, by=request.user, at=received_at(request))
    messages.success(request, _("Du har læst svaret til »%(subject)s«.") % {"subject": answer})
    return _back_from(request, hearing, answer)


def _back_from(request: HttpRequest, hearing: Hearing, answer: Answer) -> HttpResponse:
    came_from = request.POST.get("svar", "")
    if came_from.isdecimal() and len(came_from) < 10:
        return to_desk(request, hearing, number=int(came_from))
    if answer.point:
        return redirect("hearings:point", hearing.number, answer.point.number)
    return redirect("hearings:theme", hearing.number, answer.theme_id)


def _others(hearing: Hearing, found: Point) -> list[Point]:
    return [point for point in gathered(hearing).points if point.pk != found.pk]


def _show(request: HttpRequest, hearing: Hearing, found: Point, **forms: Any) -> HttpResponse:
    everything = gathered(hearing)
    others = [point for point in everything.points if point.pk != found.pk]
    pages = Paginator(numbers_of(found), PER_PAGE)
    page = pages.get_page(request.GET.get("side"))
    context = {
        "point": found,
        "form": forms.get("form") or PointForm(point=found, everything=everything),
        "merge": forms.get("merge") or MergeForm(targets=others),
        "summary_form": next((form for form in forms.values() if form.errors), None),
        "page_obj": page,
        "places": places_of(found, list(page)),
        "own": getattr(found, "answer", None),
        "covering": None if hasattr(found, "answer") else getattr(found.theme, "answer", None),
    }
    return treating_page(request, "point.html", hearing, context)
