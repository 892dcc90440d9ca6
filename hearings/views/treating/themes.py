"""The themes: made, ordered, answered once for all their points, merged and split."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.clock import received_at
from hearings.forms.treating import AnswerForm, MergeForm, SplitForm, TitleForm
from hearings.models import Hearing, Theme
from hearings.services import treatment
from hearings.treating.points import Gathered, gathered, numbers_by_point
from hearings.treating.themes import listed_themes
from hearings.views.treating.frame import (
    add_refusal,
    hearing_to_read,
    hearing_to_treat,
    refused_as_conflict,
    theme_of,
    treating_page,
)
from hearings.views.treating.marking import REFUSALS


@require_http_methods(["GET", "POST"])
def themes(request: HttpRequest, number: int) -> HttpResponse:
    """List the themes with their points; a POST makes a theme."""
    if request.method != "POST":
        return _list(request, hearing_to_read(request, number))
    hearing = hearing_to_treat(request, number)
    form = TitleForm(request.POST)
    if form.is_valid():
        try:
            made = treatment.add_theme(
                hearing,
                title=form.cleaned_data["title"],
                by=request.user,
                at=received_at(request),
            )
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Nyt tema: %(theme)s") % {"theme": made})
            return redirect("hearings:themes", hearing.number)
    return _list(request, hearing, form=form)


@require_http_methods(["GET", "POST"])
def theme(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Show a theme; a POST saves its answer."""
    if request.method != "POST":
        hearing = hearing_to_read(request, number)
        return _show(request, hearing, theme_of(hearing, pk))
    hearing = hearing_to_treat(request, number)
    found = theme_of(hearing, pk)
    form = AnswerForm(request.POST, answer=getattr(found, "answer", None))
    if form.is_valid():
        try:
            _save(request, hearing, found, form)
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Svaret til »%(theme)s« er gemt.") % {"theme": found})
            return redirect("hearings:theme", hearing.number, found.pk)
    return _show(request, hearing, found, answer=form)


@require_POST
def rename_theme(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    hearing = hearing_to_treat(request, number)
    found = theme_of(hearing, pk)
    form = TitleForm(request.POST, auto_id="rename_%s")
    if form.is_valid():
        try:
            treatment.rename_theme(
                found,
                title=form.cleaned_data["title"],
                by=request.user,
                at=received_at(request),
            )
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Temaet har fået sin nye titel."))
            return redirect("hearings:theme", hearing.number, found.pk)
    return _show(request, hearing, theme_of(hearing, pk), rename=form)


@require_POST
@refused_as_conflict
def place_theme(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Move a theme one place up or down in the list."""
    hearing = hearing_to_treat(request, number)
    found = theme_of(hearing, pk)
    order = list(hearing.themes.values_list("pk", flat=True))
    place = order.index(found.pk)
    target = place + (-1 if "up" in request.POST else 1)
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
        treatment.order_themes(hearing, order=order, by=request.user, at=received_at(request))
    return redirect(reverse("hearings:themes", args=[hearing.number]) + f"#tema-{found.pk}")


@require_POST
def merge_theme(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    hearing = hearing_to_treat(request, number)
    found = theme_of(hearing, pk)
    form = MergeForm(request.POST, targets=list(hearing.themes.exclude(pk=pk)))
    if form.is_valid():
        into = form.target
        try:
            treatment.merge_themes(found, into=into, by=request.user, at=received_at(request))
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            told = _("»%(theme)s« er lagt ind under »%(into)s«.")
            messages.success(request, told % {"theme": found, "into": into})
            return redirect("hearings:theme", hearing.number, into.pk)
    return _show(request, hearing, found, merge=form)


@require_POST
def split_theme(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Move the chosen points to another theme, or to a new one with a copy of the answer."""
    hearing = hearing_to_treat(request, number)
    found = theme_of(hearing, pk)
    everything = gathered(hearing)
    points = dict(everything.by_theme)[found]
    form = SplitForm(request.POST, theme=found, points=points, everything=everything)
    if form.is_valid():
        try:
            target = _split(request, found, form)
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        else:
            told = _("Pointerne står nu under »%(theme)s«.")
            messages.success(request, told % {"theme": target})
            return redirect("hearings:theme", hearing.number, target.pk)
    return _show(request, hearing, found, split=form)


@require_POST
@refused_as_conflict
def remove_theme(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    hearing = hearing_to_treat(request, number)
    found = theme_of(hearing, pk)
    treatment.remove_theme(found, by=request.user, at=received_at(request))
    messages.success(request, _("Temaet »%(theme)s« er fjernet.") % {"theme": found})
    return redirect("hearings:themes", hearing.number)


def _save(request: HttpRequest, hearing: Hearing, found: Theme, form: AnswerForm) -> None:
    treatment.save_answer(
        hearing,
        theme=found,
        seen_revision=form.seen_revision,
        texts=form.texts,
        by=request.user,
        at=received_at(request),
    )


def _split(request: HttpRequest, found: Theme, form: SplitForm) -> Theme:
    by, at = request.user, received_at(request)
    if target := form.target:
        treatment.move_points(form.chosen, theme=target, by=by, at=at)
        return target
    title = form.cleaned_data["title"]
    return treatment.split_theme(found, title=title, points=form.chosen, by=by, at=at)


def _list(request: HttpRequest, hearing: Hearing, form: TitleForm | None = None) -> HttpResponse:
    everything = gathered(hearing)
    view = request.GET.get("vis", "")
    context = {
        "everything": everything,
        "listed": listed_themes(everything, view),
        "view": view,
        "form": form or TitleForm(),
    }
    return treating_page(request, "themes.html", hearing, context)


def _show(request: HttpRequest, hearing: Hearing, found: Theme, **forms: Any) -> HttpResponse:
    everything = gathered(hearing)
    return treating_page(request, "theme.html", hearing, _theme_part(found, everything, forms))


def _theme_part(found: Theme, everything: Gathered, forms: dict[str, Any]) -> dict[str, Any]:
    points = dict(everything.by_theme).get(found, [])
    answer = getattr(found, "answer", None)
    others = [theme for theme in everything.themes if theme.pk != found.pk]
    return {
        "theme": found,
        "points": numbers_by_point(points),
        "covered": [point for point in points if not hasattr(point, "answer")],
        "answer": answer,
        "form": forms.get("answer") or AnswerForm(answer=answer),
        "rename": forms.get("rename")
        or TitleForm(initial={"title": found.title}, auto_id="rename_%s"),
        "merge": forms.get("merge") or MergeForm(targets=others),
        "split": forms.get("split") or SplitForm(theme=found, points=points, everything=everything),
        "others": others,
        "summary_form": next((form for form in forms.values() if form.errors), None),
    }
