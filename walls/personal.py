"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from walls.models import Dot, Note, Wall, WallEvent, WallPerson

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return the person's notes, dots and steps; a nameless note is nobody's, and so not here."""
    notes = Note.objects.filter(author=person).select_related("wall").order_by("pk")
    dots = Dot.objects.filter(person__user=person, count__gt=0).select_related("note__wall")
    lines = WallEvent.objects.filter(by=person).select_related("wall")
    return {
        "notes": [_note(note) for note in notes],
        "dots": [
            {"wall": _wall(row.note), "note": row.note.number, "dots": row.count}
            for row in dots.order_by("pk")
        ],
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "wall": {"number": line.wall_id, "title": line.wall.title},
                "action": line.action,
                "note_number": line.note_number,
                "note": line.note,
            }
            for line in lines
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Take the name off the person's notes, and away from the walls.

    The words stay: others have answered and prioritised them. Whose the dots were goes; how many a
    note has stays, or what a meeting agreed upon would change afterwards.
    """
    notes = Note.objects.filter(author=person)
    walls = list(notes.values_list("wall", flat=True).distinct())
    notes.update(author=None)
    # Who looks on at this moment has the name on the screen.
    Wall.objects.filter(pk__in=walls).update(version=F("version") + 1)
    WallPerson.objects.filter(user=person).delete()
    if not person.is_staff:
        WallEvent.objects.forget_people([person])


def _note(note: Note) -> dict[str, Any]:
    return {
        "wall": _wall(note),
        "number": note.number,
        "text": note.text,
        "kind": note.kind,
        "state": note.state,
        "hidden_reason": note.hidden_reason,
        "written_at": note.written_at.isoformat(),
        "fate": note.fate,
        "fate_reason": note.fate_reason,
    }


def _wall(note: Note) -> dict[str, Any]:
    return {"number": note.wall_id, "title": note.wall.title}
