"""What people do with a note that hangs there: move it, give it dots, mend it, take it down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from core.transitions import TransitionNotAllowed
from walls import services
from walls.exceptions import MovedMeanwhile, NoDotsLeft, NotInThisStep
from walls.forms import HeadingForm, MoveForm, RewriteForm
from walls.forms.notes import where_of
from walls.models import Heading, Note
from walls.services.places import place_in_group
from walls.views.fetching import back_to, is_done, note_for, status_of, wall_for

HOUR = 3600
# Moves and dots of a lively afternoon.
DONE_PER_HOUR = 1000
# Places from above; what is larger than the group is its end.
TOP, BOTTOM = 0, 10_000
read_or_act = require_http_methods(["GET", "HEAD", "POST"])


@read_or_act
@private_page
def move(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hang a note elsewhere: a column, a group, the top or the bottom, or one step up or down."""
    note, owner = note_for(request, pk, number, "walls.move_note")
    if not note.wall.takes_notes:
        raise NotInThisStep
    if request.method == "POST":
        return _move(request, note, owner)
    return _move_page(request, note, owner, _empty_move(note))


@read_or_act
@private_page
def dots(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Have so many dots on a note; who comes from the log-in is led to the wall."""
    note, _owner = note_for(request, pk, number, "walls.give_dots_note")
    if request.method == "POST":
        _count_act(request)
        wanted = request.POST.get("prikker", "")
        count = int(wanted) if wanted.isdecimal() and len(wanted) <= 3 else 0
        try:
            services.give_dots(note, count, by=person_of(request), at=received_at(request))
        except NoDotsLeft as refusal:
            messages.warning(request, str(refusal))
    return back_to(note)


@read_or_act
@private_page
def rewrite(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Mend one's own words."""
    note, owner = note_for(request, pk, number, "walls.change_note")
    form = RewriteForm(request.POST or None, initial={"text": note.text, "kind": note.kind})
    if request.method == "POST" and form.is_valid():
        when = {"by": person_of(request), "at": received_at(request)}
        if is_done(form, lambda: services.rewrite_note(note, **form.cleaned_data, **when)):
            messages.success(request, _("Sedlen er rettet."))
            return back_to(note)
    context = {"wall": note.wall, "owner": owner, "note": note, "form": form}
    return render(request, "walls/note_edit.html", context, status=status_of(form))


@read_or_act
@private_page
def take_down(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take one's own note down, after a page that says what that means."""
    note, owner = note_for(request, pk, number, "walls.take_down_note")
    if request.method == "POST":
        note = services.take_down_note(note, by=person_of(request), at=received_at(request))
        messages.success(request, _("Sedlen er taget ned."))
        return back_to(note)
    context = {"wall": note.wall, "owner": owner, "note": note}
    return render(request, "walls/note_confirm_take_down.html", context)


@read_or_act
@private_page
def heading(request: HttpRequest, pk: int, heading: int) -> HttpResponse:
    """Call a group otherwise, or take its heading away; the notes stay."""
    wall, owner = wall_for(request, pk, "walls.write_wall")
    row = get_object_or_404(
        Heading.objects.select_related("column__wall"), pk=heading, column__wall=wall
    )
    form = HeadingForm(request.POST or None, initial={"title": row.title})
    when = {"by": person_of(request), "at": received_at(request)}
    if request.method == "POST" and "fjern" in request.POST:
        services.remove_heading(row, **when)
        return redirect(wall)
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        if is_done(form, lambda: services.rename_heading(row, title, **when)):
            return redirect(wall)
    context = {"wall": wall, "owner": owner, "heading": row, "form": form}
    return render(request, "walls/heading_form.html", context, status=status_of(form))


# --- Moving -----------------------------------------------------------------------------------
def _move(request: HttpRequest, note: Note, owner: Any) -> HttpResponse:
    form = MoveForm(request.POST, wall=note.wall)
    if not form.is_valid():
        return _move_page(request, note, owner, form)
    _count_act(request)
    try:
        note = _moved(request, note, form.cleaned_data)
    except MovedMeanwhile as refusal:
        newer = request.POST.copy()
        newer["revision"] = str(refusal.note.revision)
        form = MoveForm(newer, wall=note.wall)
        return _move_page(request, refusal.note, owner, form, refusal=refusal, status=409)
    except TransitionNotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _move_page(request, note, owner, form, status=409)
    messages.success(request, _("Sedlen er flyttet."))
    return back_to(note)


def _moved(request: HttpRequest, note: Note, wanted: dict[str, Any]) -> Note:
    by, at = person_of(request), received_at(request)
    column, group = wanted["where"]
    place = TOP if wanted["place"] == MoveForm.TOP else BOTTOM
    if (step := request.POST.get("trin")) in (MoveForm.UP, MoveForm.DOWN):
        column, group = note.column, note.heading
        place = max(0, place_in_group(note) + (-1 if step == MoveForm.UP else 1))
    elif wanted.get("new_heading"):
        group = services.make_heading(column, wanted["new_heading"], by=by, at=at)
    revision = wanted["revision"]
    return services.move_note(
        note, column=column, heading=group, place=place, seen_revision=revision, by=by, at=at
    )


def _empty_move(note: Note) -> MoveForm:
    return MoveForm(wall=note.wall, initial={"where": where_of(note), "revision": note.revision})


def _move_page(
    request: HttpRequest,
    note: Note,
    owner: Any,
    form: MoveForm,
    *,
    refusal: MovedMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "wall": note.wall,
        "owner": owner,
        "note": note,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "walls/note_move.html", context, status=status)


def _count_act(request: HttpRequest) -> None:
    who = str(person_of(request).pk)
    limits.consume("wall.act", who, limit=DONE_PER_HOUR, per_seconds=HOUR)
