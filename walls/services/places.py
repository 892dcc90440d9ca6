"""Where notes stand: moved between columns, groups and places; headings over them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q

from walls.exceptions import MovedMeanwhile, NoteIsGone, NotInThisStep
from walls.models import Heading, Note, Wall, WallColumn, WallEvent
from walls.services.history import locked, record

if TYPE_CHECKING:
    from accounts.models import User

Action = WallEvent.Action


@transaction.atomic
def move_note(
    note: Note,
    *,
    column: WallColumn,
    heading: Heading | None = None,
    place: int,
    seen_revision: int,
    by: User,
    at: datetime,
) -> Note:
    """Put a note in a column and group, at a place from above (0 is the top).

    Who saw an older revision moves nothing: somebody else was first, and they are shown where it
    stands now.

    Raises:
        NotInThisStep: notes are not moved now.
        NoteIsGone: it was hidden or taken down meanwhile.
        MovedMeanwhile: somebody else moved or rewrote it first.
    """
    wall = locked(note.wall)
    note = Note.objects.select_related("column", "heading", "author").get(pk=note.pk)
    note.wall = wall
    if not wall.takes_notes:
        raise NotInThisStep
    if not note.is_visible:
        raise NoteIsGone
    if note.revision != seen_revision:
        raise MovedMeanwhile(note)
    _put(note, column, heading, place)
    record(wall, Action.NOTE_MOVED, by=by, at=at, note=note, remark=_written(column, heading))
    wall.touch()
    return note


@transaction.atomic
def make_heading(column: WallColumn, title: str, *, by: User, at: datetime) -> Heading:
    """Put a heading over notes of a column, below those it has; one that is there is taken.

    Raises:
        NotInThisStep: notes are not grouped now.
    """
    wall = _locked_to_group(column.wall)
    if there := column.headings.filter(title=title).first():
        return there
    last = column.headings.aggregate(last=Max("position"))["last"] or 0
    heading = Heading.objects.create(column=column, title=title, position=last + 1)
    record(wall, Action.CHANGED, by=by, at=at, remark=_written(column, heading))
    wall.touch()
    return heading


@transaction.atomic
def rename_heading(heading: Heading, title: str, *, by: User, at: datetime) -> Heading:
    """Say otherwise what the notes of a group have in common.

    Raises:
        NotInThisStep: notes are not grouped now.
        ValidationError: the column has that heading already.
    """
    wall = _locked_to_group(heading.column.wall)
    heading.title = title
    heading.validate_constraints()
    heading.save(update_fields=["title"])
    record(wall, Action.CHANGED, by=by, at=at, remark=_written(heading.column, heading))
    wall.touch()
    return heading


@transaction.atomic
def remove_heading(heading: Heading, *, by: User, at: datetime) -> None:
    """Take a heading away; its notes stay in the column, below those without one."""
    wall = _locked_to_group(heading.column.wall)
    column = heading.column
    place = last_position(column, None)
    for note in heading.notes.order_by("position", "number"):
        place += 1
        Note.objects.filter(pk=note.pk).update(position=place)
    record(wall, Action.CHANGED, by=by, at=at, remark=f"- {_written(column, heading)}")
    heading.delete()
    wall.touch()


def last_position(column: WallColumn, heading: Heading | None) -> int:
    """Return the last place that is taken in a group. The caller holds the wall's lock."""
    found = Note.objects.filter(column=column, heading=heading).aggregate(last=Max("position"))
    return found["last"] or 0


def place_in_group(note: Note) -> int:
    """Return at which place from above a note stands in its group; 0 is the top."""
    row = Note.objects.visible().filter(column=note.column, heading=note.heading)
    return row.filter(
        Q(position__lt=note.position) | Q(position=note.position, number__lt=note.number)
    ).count()


def _put(note: Note, column: WallColumn, heading: Heading | None, place: int) -> None:
    """Stand at a place; those below move one down. The caller holds the wall's lock."""
    others = Note.objects.visible().filter(column=column, heading=heading).exclude(pk=note.pk)
    row = list(others.order_by("position", "number"))
    place = max(0, min(place, len(row)))
    moved = []
    for position, other in enumerate(row, start=1):
        wanted = position if position <= place else position + 1
        if other.position != wanted:
            other.position = wanted
            moved.append(other)
    Note.objects.bulk_update(moved, ["position"])
    note.place(column, heading, place + 1)


def _locked_to_group(wall: Wall) -> Wall:
    wall = locked(wall)
    if wall.step != Wall.Step.GROUP:
        raise NotInThisStep
    return wall


def _written(column: WallColumn, heading: Heading | None) -> str:
    return f"{column} / {heading}" if heading else str(column)
