"""What the writer of a note is told, as rows in the transaction of what happened."""

from __future__ import annotations

from datetime import datetime

from notifications.services import enqueue, notify, subscriber_of
from walls.models import Note

NOTE_ANSWERED = "walls.note_answered"
NOTE_HIDDEN = "walls.note_hidden"


def tell_of_answer(note: Note, *, at: datetime) -> None:
    """Tell who wrote it what became of it; nobody knows whose a nameless one is."""
    if note.author and note.author.is_active:
        told = [subscriber_of(note.author)]
        notify(told, kind=NOTE_ANSWERED, about=note, version=f"{at:%Y%m%dT%H%M%S%f}", at=at)


def tell_of_hiding(note: Note, *, at: datetime) -> None:
    """Tell who wrote it that it is hidden, and why."""
    if note.author and note.author.is_active:
        key = f"{NOTE_HIDDEN}:{note.pk}:{at:%Y%m%dT%H%M%S%f}"
        enqueue(NOTE_HIDDEN, user=note.author, about=note, dedup_key=key)
