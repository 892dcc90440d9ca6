"""Dots: each has so many, and the database refuses one more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from walls.exceptions import NoDotsLeft, NoteIsGone, NotInThisStep
from walls.models import Dot, Note, Wall, WallPerson
from walls.services.history import locked

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def give_dots(note: Note, dots: int, *, by: User, at: datetime) -> int:  # noqa: ARG001 (steps have it)
    """Have so many dots on a note, in all; return how many the person has left.

    It is said how many there shall be, so that what is pressed twice counts once. No line is
    written: what somebody took back shall not be kept.

    Raises:
        NotInThisStep: dots are not given now.
        NoteIsGone: it was hidden or taken down meanwhile.
        NoDotsLeft: the person has not so many.
    """
    wall = locked(note.wall)
    note = Note.objects.get(pk=note.pk)
    if not wall.takes_dots:
        raise NotInThisStep
    if not note.is_visible:
        raise NoteIsGone
    person = place_of(wall, by)
    row, _is_new = Dot.objects.get_or_create(person=person, note=note)
    more = max(0, dots) - row.count
    if more > person.left:
        raise NoDotsLeft
    if more:
        _give(person, row, more)
        wall.touch()
    return place_of(wall, by).left


def place_of(wall: Wall, user: User) -> WallPerson:
    """Return a person's place at the wall with the budget of today. Needs the wall's lock.

    Who has given more than a smaller budget of later keeps what is given, and gets no more.
    """
    person, _is_new = WallPerson.objects.get_or_create(
        wall=wall, user=user, defaults={"budget": wall.dots_per_person}
    )
    budget = max(wall.dots_per_person, person.used)
    if budget != person.budget:
        person.budget = budget
        person.save(update_fields=["budget"])
    return person


def give_back_dots(note: Note) -> None:
    """Give its dots back to those who gave them: the note is gone. Needs the wall's lock."""
    for row in note.dots.select_related("person"):
        row.person.use(-row.count)
    note.dots.all().delete()
    note.count_dots(-note.dot_count)


def _give(person: WallPerson, row: Dot, more: int) -> None:
    person.use(more)
    row.note.count_dots(more)
    row.count += more
    if row.count:
        row.save(update_fields=["count"])
    else:
        row.delete()
