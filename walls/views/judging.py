"""What the facilitator says of one note: hidden, shown again, and what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from walls import services
from walls.forms import AnswerForm, HideForm
from walls.views.fetching import is_done, note_for, status_of, wall_for

read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@private_page
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """All notes with what became of them, those that wait for an answer first."""
    wall, owner = wall_for(request, pk, "walls.facilitate_wall")
    rows = wall.notes.visible().select_related("author", "column")
    waiting = list(rows.waiting().order_by("-dot_count", "number"))
    answered = list(rows.exclude(fate="waiting").order_by("-fate_at", "number"))
    context = {"wall": wall, "owner": owner, "waiting": waiting, "answered": answered}
    return render(request, "walls/note_answers.html", context)


@read_or_act
@private_page
def answer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Say what became of a note, and why."""
    note, owner = note_for(request, pk, number, "walls.answer_note")
    known = {} if note.fate == "waiting" else {"fate": note.fate, "reason": note.fate_reason}
    form = AnswerForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        when = {"by": person_of(request), "at": received_at(request)}
        if is_done(form, lambda: services.answer_note(note, **form.cleaned_data, **when)):
            messages.success(request, _("Svaret er gemt."))
            return redirect("walls:answers", pk)
    context = {"wall": note.wall, "owner": owner, "note": note, "form": form}
    return render(request, "walls/note_answer.html", context, status=status_of(form))


@read_or_act
@private_page
def hide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hide a note with a reason, after a page that says who is told."""
    note, owner = note_for(request, pk, number, "walls.hide_note")
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, at = person_of(request), received_at(request)
        services.hide_note(note, reason=form.cleaned_data["reason"], by=by, at=at)
        messages.success(request, _("Sedlen er skjult."))
        return redirect("walls:desk", pk)
    context = {"wall": note.wall, "owner": owner, "note": note, "form": form}
    return render(request, "walls/note_hide.html", context)


@require_POST
@private_page
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a hidden note again."""
    note, _owner = note_for(request, pk, number, "walls.hide_note")
    services.restore_note(note, by=person_of(request), at=received_at(request))
    messages.success(request, _("Sedlen hænger på væggen igen."))
    return redirect("walls:desk", pk)
