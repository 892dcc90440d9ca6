"""Notes: written, mended, taken down, hidden, and entered from the wall of paper."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from walls.exceptions import MustHaveName, NoteIsGone, NotInThisStep, TooLateToTakeDown
from walls.models import Note, Wall, WallColumn, WallEvent
from walls.services.dots import give_back_dots
from walls.services.history import locked, record
from walls.services.places import last_position

if TYPE_CHECKING:
    from accounts.models import User

Action = WallEvent.Action
# So long a note without a name may be taken down by who has the key of its form.
TAKE_DOWN_TIME = timedelta(minutes=15)


@transaction.atomic
def write_note(
    wall: Wall,
    *,
    column: WallColumn,
    text: str,
    kind: str,
    by: User,
    is_nameless: bool = False,
    key: uuid.UUID,
    at: datetime,
) -> Note:
    """Hang a note at the bottom of a column. A form that is sent twice makes one.

    A nameless one keeps nothing that tells who wrote it, in its row or in the history: whoever
    has the key of the form may take it down for 15 minutes.

    Raises:
        NotInThisStep: no notes are written now.
        MustHaveName: notes without a name are not taken here.
    """
    wall = locked(wall)
    if sent := wall.notes.filter(key=key).first():
        return sent
    if not wall.takes_notes:
        raise NotInThisStep
    if is_nameless and not wall.allows_anonymous:
        raise MustHaveName
    author = None if is_nameless else by
    note = _hang(wall, column, text=text, kind=kind, author=author, key=key, at=at)
    record(wall, Action.NOTE_WRITTEN, by=author, at=at, note=note)
    wall.touch(notes=1)
    return note


@transaction.atomic
def enter_paper_notes(
    wall: Wall, *, column: WallColumn, kind: str, lines: Iterable[str], by: User, at: datetime
) -> list[Note]:
    """Hang what stood on the paper wall, a note to each line, marked as from the meeting.

    Raises:
        NotInThisStep: the wall is concluded.
    """
    wall = locked(wall)
    if wall.is_frozen:
        raise NotInThisStep
    notes = [
        _hang(wall, column, text=line, kind=kind, key=uuid.uuid4(), at=at, is_from_paper=True)
        for line in lines
    ]
    record(wall, Action.NOTES_ENTERED, by=by, at=at, remark=str(len(notes)))
    wall.touch(notes=len(notes))
    return notes


@transaction.atomic
def rewrite_note(note: Note, *, text: str, kind: str, by: User, at: datetime) -> Note:
    """Mend the words or the kind.

    Raises:
        NotInThisStep: no notes are written now.
        NoteIsGone: it was hidden or taken down meanwhile.
    """
    wall, note = lock_note(note)
    if not (wall.takes_notes or (note.is_from_paper and not wall.is_frozen)):
        raise NotInThisStep
    if (text, kind) == (note.text, note.kind):
        return note
    note.rewrite(text, Note.Kind(kind), at=at)
    record(wall, Action.NOTE_CHANGED, by=by, at=at, note=note)
    wall.touch()
    return note


@transaction.atomic
def take_down_note(note: Note, *, by: User | None, at: datetime) -> Note:
    """Take one's own note down; its words go for good, and its dots go back to who gave them.

    `by` is None where somebody takes a nameless one down by the key of its form.

    Raises:
        NotInThisStep: the wall is concluded.
        NoteIsGone: it was hidden or taken down meanwhile.
        TooLateToTakeDown: it has no name, and 15 minutes have passed.
    """
    wall, note = lock_note(note)
    if wall.is_frozen:
        raise NotInThisStep
    if by is None and at > note.written_at + TAKE_DOWN_TIME:
        raise TooLateToTakeDown
    note.take_down()
    give_back_dots(note)
    record(wall, Action.NOTE_DELETED, by=by, at=at, note=note)
    wall.touch(notes=-1)
    return note


def lock_note(note: Note) -> tuple[Wall, Note]:
    """Lock the wall and read the note anew under it.

    Raises:
        NoteIsGone: it is not on the wall any more.
    """
    wall = locked(note.wall)
    note = Note.objects.select_related("column", "heading", "author").get(pk=note.pk)
    note.wall = wall
    if not note.is_visible:
        raise NoteIsGone
    return wall, note


def _hang(
    wall: Wall,
    column: WallColumn,
    *,
    text: str,
    kind: str,
    key: uuid.UUID,
    at: datetime,
    author: User | None = None,
    is_from_paper: bool = False,
) -> Note:
    return Note.objects.create(
        wall=wall,
        number=wall.next_note_number(),
        column=column,
        position=last_position(column, None) + 1,
        kind=kind,
        text=text,
        author=author,
        is_from_paper=is_from_paper,
        key=key,
        written_at=at,
    )
