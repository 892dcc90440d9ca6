"""What the pages of walls fetch: the wall, the note, the right, the form's key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.access import person_of
from core.clock import received_at
from core.tokens import StampRejected, new_stamp, read_stamp
from core.transitions import TransitionNotAllowed
from walls import listing
from walls.models import Note, Wall

# A note may be one word: nobody is too quick.
NO_WAIT = timedelta(0)
OF_FACILITATORS = {"walls.facilitate_wall", "walls.answer_note", "walls.hide_note"}


@dataclass(frozen=True)
class FormKey:
    """What makes a double click one note; `refusal` says what to do again."""

    key: UUID
    refusal: str = ""


def wall_for(request: HttpRequest, pk: int, permission: str = "") -> tuple[Wall, Any]:
    """Fetch a wall that the person may see (else 404) and act upon (else 403)."""
    wall, owner = listing.wall_seen_by(person_of(request), pk)
    if permission:
        _require(request, permission, wall)
    return wall, owner


def note_for(request: HttpRequest, pk: int, number: int, permission: str) -> tuple[Note, Any]:
    """Fetch a note that the person may see (else 404) and act upon (else 403)."""
    wall, owner = wall_for(request, pk)
    note = listing.note_seen_by(person_of(request), wall, number)
    _require(request, permission, note)
    return note, owner


def _require(request: HttpRequest, permission: str, thing: Wall | Note) -> None:
    """Refuse; the facilitator's pages do not even exist for others."""
    if request.user.has_perm(permission, thing):
        return
    if permission in OF_FACILITATORS:
        raise Http404
    raise PermissionDenied


def stamp_for(request: HttpRequest, wall: Wall) -> str:
    return new_stamp(_form_name(wall), at=received_at(request))


def key_of(request: HttpRequest, wall: Wall, key: UUID | None = None) -> FormKey:
    """Read the key that came back, or begin a new one and say why."""
    if key is not None:
        return FormKey(key)
    at, name = received_at(request), _form_name(wall)
    try:
        return FormKey(read_stamp(name, request.POST.get("stamp", ""), at=at, min_fill=NO_WAIT).key)
    except StampRejected as rejection:
        stamp = stamp_for(request, wall)
        return FormKey(read_stamp(name, stamp, at=at, min_fill=NO_WAIT).key, str(rejection))


def is_done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do what a form says; what refuses it stands in the form, with all that was typed."""
    try:
        act()
    except TransitionNotAllowed as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return form.is_valid()


def status_of(form: forms.Form) -> int:
    """Return 409 for a form that came at the wrong moment, 200 for one to fill in."""
    return 409 if form.is_bound and form.non_field_errors() else 200


def back_to(note: Note) -> HttpResponse:
    """Lead back to where the note hangs, or to the wall when it hangs there no more."""
    path = note.wall.get_absolute_url()
    return redirect(f"{path}#seddel-{note.number}" if note.is_visible else path)


def _form_name(wall: Wall) -> str:
    return f"wall-note-{wall.pk}"
