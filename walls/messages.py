"""What the writer of a note is told, and when it is no longer wanted."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.contributions import Fate
from core.owners import owner_of
from notifications.kinds import Group, Lane, MessageKind, register
from notifications.models import Channel, Message, Notice
from walls.models import Note
from walls.services.telling import NOTE_ANSWERED, NOTE_HIDDEN


def answer_is_due(note: Note, row: Message | Notice) -> bool:
    """While the note hangs there with its answer, and the wall is open to who is told."""
    user = row.subscriber.user if row.subscriber else None
    is_answered = note.fate != Fate.WAITING and note.is_visible
    return is_answered and note.is_written_by(user) and note.wall.is_visible_to(user)


def hiding_is_due(note: Note, row: Message | Notice) -> bool:  # noqa: ARG001
    """Not when it is shown again meanwhile."""
    return note.state == Note.State.HIDDEN


def note_details(note: Note, _row: Message) -> dict[str, Any]:
    owner: Any = owner_of(note.wall)
    return {"subject_title": owner.heading() if owner else note.wall.title}


KINDS = [
    MessageKind(
        code=NOTE_ANSWERED,
        label=_("Svar på min seddel på en væg"),
        lane=Lane.BULK,
        template="walls/email/note_answered",
        still_due=answer_is_due,
        channel=Channel.DAILY,
        group=Group.TO_ME,
        details=note_details,
    ),
    MessageKind(
        code=NOTE_HIDDEN,
        label=_("Min seddel på en væg er skjult"),
        lane=Lane.IMMEDIATE,
        template="walls/email/note_hidden",
        still_due=hiding_is_due,
        details=note_details,
    ),
]


def register_kinds() -> None:
    register(*KINDS)
