"""The members' closed room: opened by the secretary, with working papers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Thread
from core.files import InspectedFile
from councils.models import Body, CouncilEvent, Room, RoomDocument
from councils.services.asking import locked_body, require_right
from councils.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action


@transaction.atomic
def open_room(body: Body, *, by: User, at: datetime) -> Room:
    """Give a body its closed room; a second time it is the same."""
    body = locked_body(body)
    require_right(by, "plan_meeting_body", body)
    if room := Room.objects.filter(body=body).first():
        return room
    thread = Thread.objects.create(department=body.department, is_private=True, created_at=at)
    room = Room.objects.create(body=body, thread=thread)
    record(body, Action.ROOM_USED, by=by, at=at, about=room, note=_("åbnet"))
    return room


@transaction.atomic
def add_paper(
    room: Room, *, title: str, upload: InspectedFile, by: User, at: datetime
) -> RoomDocument:
    """Lay a working paper in the room; the same file twice is one."""
    room.body = locked_body(room.body)
    require_right(by, "write_room", room)
    if twin := room.documents.filter(sha256=upload.sha256, title=title).first():
        return twin
    paper = RoomDocument.from_inspected(upload, at=at, room=room, title=title, by=by)
    paper.save()
    # Without the title: the history of a body is read by more than its members.
    record(room.body, Action.ROOM_USED, by=by, at=at, about=paper, note=_("arbejdspapir lagt op"))
    return paper


@transaction.atomic
def remove_paper(paper: RoomDocument, *, by: User, at: datetime) -> Room:
    """Take a working paper away: who laid it there may, and the secretary.

    Raises:
        PermissionDenied: it is somebody else's, or the seat has ended.
    """
    room = paper.room
    room.body = locked_body(room.body)
    require_right(by, "write_room" if paper.by_id == by.pk else "moderate_comments_room", room)
    if found := room.documents.filter(pk=paper.pk).first():
        found.discard()
        note = _("arbejdspapir fjernet")
        record(room.body, Action.ROOM_USED, by=by, at=at, about=paper, note=note)
    return room
