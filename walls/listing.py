"""Which wall a person may see, and what hangs on it: the same questions for 3 notes and 300."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from core.owners import owner_of, with_owners
from walls.models import Note, Wall

if TYPE_CHECKING:
    from accounts.models import User

LOOKED_AT = (
    "wall_id", "number", "column_id", "heading_id", "position", "kind", "text", "revision",
    "dot_count", "fate", "is_from_paper", "author__public_name", "author__protected",
    "author__forgotten_at",
)  # fmt: skip


def wall_seen_by(person: User | None, pk: int) -> tuple[Wall, Any]:
    """Return a wall with its subject.

    Raises:
        Http404: there is none, or the person may not see the subject.
    """
    wall = with_owners(Wall.objects.select_related("department")).filter(pk=pk).first()
    owner: Any = owner_of(wall) if wall else None
    if wall is None or owner is None or not owner.is_visible_to(person):
        raise Http404
    return wall, owner


def notes_of(wall: Wall) -> list[Note]:
    """Return what hangs on the wall, in its order, with the name of who wrote it.

    Nothing else is read: it is asked for by everybody who looks on, after each change.
    """
    return list(wall.notes.visible().select_related("author").only(*LOOKED_AT))


def notes_with_places(wall: Wall) -> list[Note]:
    """Return what hangs on the wall with its columns, groups and answers."""
    return list(wall.notes.visible().select_related("author", "column", "heading"))


def note_seen_by(person: User | None, wall: Wall, number: int) -> Note:
    """Return a note; one that is hidden is shown to who wrote it and to who facilitates.

    Raises:
        Http404: there is none, or it has been taken down.
    """
    rows = wall.notes.select_related("author", "column", "heading")
    note = rows.filter(number=number).exclude(state=Note.State.DELETED).first()
    if note is None:
        raise Http404
    note.wall = wall
    if not (note.is_visible or note.is_written_by(person) or wall.is_facilitated_by(person)):
        raise Http404
    return note
