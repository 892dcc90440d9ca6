"""What the facilitator says of a note: hidden, shown again, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from core.contributions import Fate
from walls.models import Note, WallEvent
from walls.services.dots import give_back_dots
from walls.services.history import locked, record
from walls.services.notes import lock_note
from walls.services.telling import tell_of_answer, tell_of_hiding

if TYPE_CHECKING:
    from accounts.models import User

Action = WallEvent.Action


@transaction.atomic
def hide_note(note: Note, *, reason: str, by: User, at: datetime) -> Note:
    """Hide a note with a reason, also after the wall is concluded; its dots go back.

    Its writer is told, where it has one.

    Raises:
        NoteIsGone: it was hidden or taken down meanwhile.
    """
    wall, note = lock_note(note)
    note.hide(reason)
    give_back_dots(note)
    record(wall, Action.NOTE_HIDDEN, by=by, at=at, note=note, remark=reason)
    wall.touch(notes=-1)
    tell_of_hiding(note, at=at)
    return note


@transaction.atomic
def restore_note(note: Note, *, by: User, at: datetime) -> Note:
    """Show a hidden note again.

    Raises:
        TransitionNotAllowed: it is not hidden.
    """
    wall = locked(note.wall)
    note = Note.objects.get(pk=note.pk)
    note.wall = wall
    note.restore()
    record(wall, Action.NOTE_RESTORED, by=by, at=at, note=note)
    wall.touch(notes=1)
    return note


@transaction.atomic
def answer_note(note: Note, *, fate: str, reason: str, by: User, at: datetime) -> Note:
    """Say what became of a note, and why; its writer is told, where it has one.

    Raises:
        NoteIsGone: it was taken down or hidden.
    """
    wall, note = lock_note(note)
    note.decide_fate(Fate(fate), reason=reason, by=by, at=at)
    remark = str(note.get_fate_display())
    record(wall, Action.NOTE_ANSWERED, by=by, at=at, note=note, remark=remark)
    wall.touch()
    tell_of_answer(note, at=at)
    return note
