"""The facilitator's page: the steps, the line, the columns, notes of paper, and the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from walls import services
from walls.forms import ColumnsForm, LineForm, OutcomeForm, PaperForm, PhotoForm, SettingsForm
from walls.models import Note, Wall
from walls.views.fetching import is_done, wall_for

read_or_act = require_http_methods(["GET", "HEAD", "POST"])
FACILITATE = "walls.facilitate_wall"


@require_safe
@private_page
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    wall, owner = wall_for(request, pk, FACILITATE)
    return _desk_page(request, wall, owner)


@require_POST
@private_page
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin another step of the work at the wall."""
    wall, _owner = wall_for(request, pk, FACILITATE)
    wanted = request.POST.get("trin", "")
    if wanted in (Wall.Step.COLLECT, Wall.Step.GROUP, Wall.Step.PRIORITISE):
        services.go_to(wall, Wall.Step(wanted), **_who_and_when(request))
        messages.success(request, _("Væggen er gået videre. Alle ved væggen ser det nu."))
    return redirect("walls:desk", pk)


@require_POST
@private_page
def line(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("Stregen er gemt.")
    return _act(request, pk, LineForm, name="line", do=services.draw_line, done=done)


@require_POST
@private_page
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("Væggen er rettet.")
    return _act(request, pk, SettingsForm, name="settings", do=services.change_wall, done=done)


@require_POST
@private_page
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename the columns, add one, take an empty one away."""
    wall, owner = wall_for(request, pk, FACILITATE)
    form = ColumnsForm(request.POST, wall=wall)
    if not form.is_valid():
        return _desk_page(request, wall, owner, columns=form)
    wanted = {"titles": form.titles, "new": form.new}
    if not is_done(form, lambda: services.change_columns(wall, **wanted, **_who_and_when(request))):
        return _desk_page(request, wall, owner, status=409, columns=form)
    messages.success(request, _("Kolonnerne er gemt."))
    return redirect("walls:desk", pk)


@require_POST
@private_page
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Hang what stood on the paper wall."""
    do, done = services.enter_paper_notes, _("Sedlerne hænger nu på væggen.")
    return _act(request, pk, PaperForm, name="paper", do=do, done=done, needs_wall=True)


@require_POST
@private_page
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a photograph of the wall of paper."""
    wall, owner = wall_for(request, pk, FACILITATE)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _desk_page(request, wall, owner, photo=form)
    upload, alt = form.cleaned_data["upload"], form.cleaned_data["alt"]
    services.add_photo(wall, upload, alt=alt, **_who_and_when(request))
    messages.success(request, _("Billedet er gemt."))
    return redirect("walls:desk", pk)


@read_or_act
@private_page
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the wall, after a page that says what that means; or mend what came of it."""
    wall, owner = wall_for(request, pk, FACILITATE)
    form = OutcomeForm(request.POST or None, initial={"outcome": wall.outcome})
    if request.method == "POST" and form.is_valid():
        do = services.write_outcome if wall.is_frozen else services.conclude_wall
        do(wall, outcome=form.cleaned_data["outcome"], **_who_and_when(request))
        return redirect(wall)
    context = {"wall": wall, "owner": owner, "form": form}
    return render(request, "walls/wall_conclude.html", context)


@read_or_act
@private_page
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the freezing back, after a page that says what that means."""
    wall, owner = wall_for(request, pk, FACILITATE)
    if request.method == "POST":
        services.reopen_wall(wall, **_who_and_when(request))
        return redirect("walls:desk", pk)
    return render(request, "walls/wall_confirm_reopen.html", {"wall": wall, "owner": owner})


def _act(
    request: HttpRequest,
    pk: int,
    form_class: type[forms.Form],
    *,
    name: str,
    do: Callable[..., Any],
    done: str,
    needs_wall: bool = False,
) -> HttpResponse:
    """Take one of the forms of the page in; with errors the page comes back, nothing is lost."""
    wall, owner = wall_for(request, pk, FACILITATE)
    form = form_class(request.POST, **({"wall": wall} if needs_wall else {}))
    if not form.is_valid():
        return _desk_page(request, wall, owner, **{name: form})
    if not is_done(form, lambda: do(wall, **form.cleaned_data, **_who_and_when(request))):
        return _desk_page(request, wall, owner, status=409, **{name: form})
    messages.success(request, done)
    return redirect("walls:desk", pk)


def _who_and_when(request: HttpRequest) -> dict[str, Any]:
    return {"by": person_of(request), "at": received_at(request)}


def _desk_page(
    request: HttpRequest, wall: Wall, owner: Any, *, status: int = 200, **sent: forms.Form
) -> HttpResponse:
    names = ("title", "question", "allows_anonymous", "dots_per_person")
    shown = {
        "settings": SettingsForm(initial={name: getattr(wall, name) for name in names}),
        "columns": ColumnsForm(wall=wall),
        "line": LineForm(initial={"dots": wall.line_at}),
        "paper": PaperForm(wall=wall),
        "photo": PhotoForm(),
        **sent,
    }
    context = {
        "wall": wall,
        "owner": owner,
        "forms": shown,
        "wrong": next((form for form in sent.values() if form.errors), None),
        "steps": [(step, step.label) for step in Wall.Step],
        "hidden": wall.notes.filter(state=Note.State.HIDDEN),
        "waiting": wall.notes.visible().waiting().count(),
        "history": wall.history.all()[:30],
    }
    return render(request, "walls/wall_desk.html", context, status=status)
