"""Writing a note. The words are kept from the first POST, also through the log-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import person_of
from core.caching import private_page
from core.clock import received_at
from core.transitions import TransitionNotAllowed
from walls import services, typed
from walls.forms import NoteForm
from walls.models import Note, Wall
from walls.services.notes import TAKE_DOWN_TIME
from walls.views.fetching import back_to, key_of, stamp_for, wall_for

HOUR = 3600
# A town hall with 300 people behind one address stays below; a bot does not.
TYPED_PER_HOUR = 6000
# A busy hour at a workshop; who writes more than that is no person.
WRITTEN_PER_HOUR = 120
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@read_or_write
@private_page
def write(request: HttpRequest, pk: int, key: UUID | None = None) -> HttpResponse:
    """The form; with a key, what was typed before the log-in, to go on with."""
    wall, owner = wall_for(request, pk)
    if request.method == "POST":
        return _take_in(request, wall, owner, key)
    if not wall.takes_notes:
        return redirect(wall)
    initial = _known(wall, request.GET.get("kolonne")) | (typed.kept(pk, key) if key else {})
    form = NoteForm(wall=wall, initial=initial)
    return _form_page(request, wall, owner, form, key=key)


@login_not_required
@read_or_write
@private_page
def written(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """A note without a name, for who wrote it: by the key of its form it may be taken down."""
    wall, owner = wall_for(request, pk)
    note = wall.notes.filter(key=key, author=None).select_related("column").first()
    if note is None or note.is_from_paper:
        raise Http404
    note.wall, at = wall, received_at(request)
    if request.method == "POST":
        services.take_down_note(note, by=None, at=at)
        return redirect("walls:written", pk, key)
    context = {
        "wall": wall,
        "owner": owner,
        "note": note,
        "until": note.written_at + TAKE_DOWN_TIME,
        "may_take_down": note.is_visible and at <= note.written_at + TAKE_DOWN_TIME,
    }
    return render(request, "walls/note_written.html", context)


def _take_in(request: HttpRequest, wall: Wall, owner: Any, key: UUID | None) -> HttpResponse:
    form_key, form = key_of(request, wall, key), NoteForm(request.POST, wall=wall)
    if sent := wall.notes.filter(key=form_key.key).first():
        return _after(request, wall, sent)
    who = limits.client_ip(request)
    if not limits.allow("wall.type", who, limit=TYPED_PER_HOUR, per_seconds=HOUR):
        form.add_error(None, str(limits.LimitExceeded(HOUR)))
        return _form_page(request, wall, owner, form, key=form_key.key, status=429)
    if form_key.refusal:
        form.add_error(None, form_key.refusal)
    if not form.is_valid():
        return _form_page(request, wall, owner, form, key=form_key.key)
    if person_of(request) is None:
        typed.keep(wall.pk, form_key.key, request.POST)
        return redirect_to_login(reverse("walls:write_again", args=[wall.pk, form_key.key]))
    return _send(request, wall, owner, form, form_key.key)


def _send(request: HttpRequest, wall: Wall, owner: Any, form: NoteForm, key: UUID) -> HttpResponse:
    person, at = person_of(request), received_at(request)
    try:
        limits.consume("wall.write", str(person.pk), limit=WRITTEN_PER_HOUR, per_seconds=HOUR)
        note = services.write_note(wall, by=person, key=key, at=at, **form.cleaned_data)
    except limits.LimitExceeded as limit:
        form.add_error(None, str(limit))
        return _form_page(request, wall, owner, form, key=key, status=429)
    except TransitionNotAllowed as refusal:
        wall.refresh_from_db()
        form.add_error(None, str(refusal))
        return _form_page(request, wall, owner, form, key=key, status=409)
    typed.forget(wall.pk, key)
    return _after(request, wall, note)


def _after(request: HttpRequest, wall: Wall, note: Note) -> HttpResponse:
    """Show the note: one without a name on a page by which its writer may take it down."""
    note.wall = wall
    if note.author_id is None:
        return redirect("walls:written", wall.pk, note.key)
    messages.success(request, _("Din seddel hænger på væggen."))
    return back_to(note)


def _known(wall: Wall, column: str | None) -> dict[str, Any]:
    """Return the column whose link was followed; the first one else."""
    columns = [str(pk) for pk in wall.columns.values_list("pk", flat=True)]
    return {"column": column if column in columns else next(iter(columns), None)}


def _form_page(
    request: HttpRequest,
    wall: Wall,
    owner: Any,
    form: NoteForm,
    *,
    key: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    address = reverse("walls:write_again", args=[wall.pk, key]) if key else ""
    context = {
        "wall": wall,
        "owner": owner,
        "form": form,
        "action": address or reverse("walls:write", args=[wall.pk]),
        "stamp": "" if key else stamp_for(request, wall),
    }
    return render(request, "walls/note_form.html", context, status=status)
