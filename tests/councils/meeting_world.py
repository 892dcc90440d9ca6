"""A row behind each address of meetings, agendas and rooms, for the tests that open them all."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from comments.models import Thread
from core.files import inspect_upload
from councils.models import AgendaDocument, AgendaItem, Room, RoomDocument
from tests.councils.factories import AgendaItemFactory, RoomFactory
from tests.councils.people import held_meeting, make_council
from tests.hearings.uploads import pdf

PUBLIC = {f"councils:{name}" for name in ("meetings", "meeting", "item_document")}
# Behind the log-in: for members, chair and secretary of that body.
OWN = {
    f"councils:{name}"
    for name in (
        "plan_meeting", "change_meeting", "cancel_meeting", "send_agenda", "add_item",
        "order_items", "import_items", "write_minutes", "submit_minutes", "sign_minutes",
        "write_item", "place_item", "take_off_item", "decline_item", "support_item", "close_item",
        "open_item", "add_item_document", "remove_item_document", "decide_item", "dissent",
        "write_votes", "planning", "propose_item", "room", "open_room", "add_paper", "room_paper",
        "remove_paper",
    )
}  # fmt: skip


@dataclass
class MeetingWorld:
    """A public meeting that was held, with an item and its document, and a room with a paper."""

    item: AgendaItem
    document: AgendaDocument
    paper: RoomDocument

    def values_for(self, name: str) -> dict[str, Any]:  # noqa: ARG002 (the same for all)
        return {
            "pk": self.item.body_id,
            "slug": self.item.body.slug,
            "meeting": self.item.meeting_id,
            "item": self.item.pk,
            "document": self.document.pk,
            "paper": self.paper.pk,
        }


def make_meetings() -> MeetingWorld:
    council = make_council(publishes_votes=True)
    item = AgendaItemFactory(meeting=held_meeting(council.body))
    upload, at = inspect_upload(pdf("bilag.pdf", "Et bilag")), timezone.now()
    document = AgendaDocument.from_inspected(upload, at=at, item=item, title="Bilag")
    document.save()
    item.attach()
    thread = Thread.objects.create(department=council.body.department, is_private=True)
    room: Room = RoomFactory(body=council.body, thread=thread)
    paper = RoomDocument.from_inspected(upload, at=at, room=room, title="Papir")
    paper.save()
    return MeetingWorld(item, document, paper)
