"""What hangs on the project's newest wall, and what came of it; at one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.clock import format_date
from core.contributions import Fate
from projects.beside import Panel
from projects.models import Activity, Project
from walls.models import Note
from walls.showing import Dotted

if TYPE_CHECKING:
    from accounts.models import User

NOTES = 3


@dataclass(frozen=True)
class ShownNote(Dotted):
    """A note as the project's page tells it."""

    kind: str
    kind_name: str
    text: str
    author_name: str
    fate_name: str


def wall_panel(project: Project, user: User | None, at: datetime) -> Panel | None:
    """Return the notes with most dots of the newest wall that has any; nothing without notes."""
    del user, at  # everybody sees the same
    walls = Activity.objects.filter(project=project, wall__note_count__gt=0)
    newest = walls.order_by("-wall__created_at", "-wall").values("wall")[:1]
    rows = Note.objects.visible().filter(wall__in=newest).select_related("wall", "author")
    notes = list(rows.order_by("-dot_count", "number")[:NOTES])
    if not notes:
        return None
    wall = notes[0].wall
    context = {
        "wall": wall,
        "day": format_date(wall.concluded_at or wall.created_at),
        "notes": [_shown(note) for note in notes],
    }
    title = _("Fra væggen")
    return Panel(title, "projects/parts/wall.html", context, order=30, has_own_head=True)


def _shown(note: Note) -> ShownNote:
    return ShownNote(
        dot_count=note.dot_count,
        kind=note.kind,
        kind_name=note.get_kind_display(),
        text=note.text,
        author_name=note.author_name,
        fate_name="" if note.fate == Fate.WAITING else str(Fate(note.fate).label),
    )
