"""The one way to write a line of a wall's history, and to take its lock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from walls.models import Note, Wall, WallEvent

if TYPE_CHECKING:
    from accounts.models import User


def record(
    wall: Wall,
    action: WallEvent.Action,
    *,
    by: User | None,
    at: datetime,
    note: Note | None = None,
    remark: str = "",
) -> WallEvent:
    """Write one line of history, in the caller's transaction."""
    number = note.number if note else None
    return WallEvent.objects.create(
        wall=wall, action=action, by=by, at=at, note=remark, note_number=number
    )


def locked(wall: Wall) -> Wall:
    """Lock a wall and read it again."""
    return Wall.objects.select_for_update(of=("self",)).get(pk=wall.pk)
