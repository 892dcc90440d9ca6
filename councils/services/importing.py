"""Items of a file onto an agenda: what was previewed is what is imported, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core import signing
from django.db import transaction

from councils.agenda_file import FileRow
from councils.models import AgendaItem, CouncilEvent, Meeting
from councils.services.asking import (
    AgendaChanged,
    locked_meeting,
    require_right,
    require_unsettled,
)
from councils.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

_SALT = "councils.importing"
MAX_AGE_SECONDS = 24 * 3600


class PreviewRejected(ValueError):
    """The preview that came back is not one of ours for this meeting, or too old."""


def seal(meeting: Meeting, rows: Sequence[FileRow]) -> str:
    """Return the previewed rows as a hidden value, signed, for this state of the agenda."""
    content = {
        "meeting": meeting.pk,
        "revision": meeting.revision,
        "key": uuid4().hex,
        "rows": [row.values() for row in rows],
    }
    return signing.dumps(content, salt=_SALT, compress=True)


def unseal(meeting: Meeting, value: str) -> dict[str, Any]:
    """Read the hidden value that came back.

    Raises:
        PreviewRejected: it is forged, a day old, or of another meeting.
    """
    try:
        content: dict[str, Any] = signing.loads(value, salt=_SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature as error:
        raise PreviewRejected from error
    if content["meeting"] != meeting.pk:
        raise PreviewRejected
    return content


@transaction.atomic
def import_items(meeting: Meeting, sealed: str, *, by: User, at: datetime) -> int:
    """Put the previewed items at the end of the agenda; return how many.

    The same preview sent twice is imported once.

    Raises:
        PreviewRejected: the preview is not one of ours.
        AgendaChanged: somebody has changed the agenda since the preview.
    """
    content = unseal(meeting, sealed)
    meeting = locked_meeting(meeting)
    require_right(by, "change_meeting", meeting)
    require_unsettled(meeting)
    done = meeting.body.history.filter(action=CouncilEvent.Action.ITEMS_IMPORTED)
    if done.filter(note__endswith=content["key"]).exists():
        return 0
    if content["revision"] != meeting.revision:
        raise AgendaChanged
    last = meeting.items.placed().order_by("position").last()
    first = (last.position or 0) + 1 if last else 1
    for position, words in enumerate(content["rows"], start=first):
        item = AgendaItem.objects.create(body=meeting.body, proposed_at=at, **words)
        item.place(meeting, position=position)
    meeting.change_agenda()
    note = f"{len(content['rows'])}, {content['key']}"
    record(meeting.body, CouncilEvent.Action.ITEMS_IMPORTED, by=by, at=at, about=meeting, note=note)
    return len(content["rows"])
