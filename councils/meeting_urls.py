"""Meetings, agendas, minutes, the closed room."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from councils.views import agenda, items, meetings, minutes, rooms

BODY = "<dbint:pk>-<slug:slug>/"
MEETING = f"{BODY}moeder/<dbint:meeting>/"
ITEM = f"{BODY}punkter/<dbint:item>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{BODY}moeder/", meetings.meeting_list, name="meetings"),
    path(f"{BODY}moeder/nyt/", meetings.plan, name="plan_meeting"),
    path(MEETING, meetings.meeting_page, name="meeting"),
    path(f"{MEETING}ret/", meetings.change, name="change_meeting"),
    path(f"{MEETING}aflys/", meetings.cancel, name="cancel_meeting"),
    path(f"{MEETING}send/", meetings.send_agenda, name="send_agenda"),
    path(f"{MEETING}punkt/", agenda.add_item, name="add_item"),
    path(f"{MEETING}orden/", agenda.order, name="order_items"),
    path(f"{MEETING}indlaes/", agenda.import_file, name="import_items"),
    path(f"{MEETING}referat/", minutes.write, name="write_minutes"),
    path(f"{MEETING}referat/send/", minutes.submit, name="submit_minutes"),
    path(f"{MEETING}referat/underskriv/", minutes.sign, name="sign_minutes"),
    # An item on an agenda, or proposed for one.
    path(f"{ITEM}ret/", items.write, name="write_item"),
    path(f"{ITEM}plads/", agenda.place, name="place_item"),
    path(f"{ITEM}tag-af/", agenda.take_off, name="take_off_item"),
    path(f"{ITEM}ikke/", agenda.decline, name="decline_item"),
    path(f"{ITEM}stoet/", agenda.support, name="support_item"),
    path(f"{ITEM}luk/", items.close, name="close_item"),
    path(f"{ITEM}aabn/", items.reopen, name="open_item"),
    path(f"{ITEM}bilag/", items.add_document, name="add_item_document"),
    path(f"{ITEM}bilag/<dbint:document>/", items.item_document, name="item_document"),
    path(
        f"{ITEM}bilag/<dbint:document>/fjern/", items.remove_document, name="remove_item_document"
    ),
    path(f"{ITEM}beslutning/", items.decide, name="decide_item"),
    path(f"{ITEM}mening/", items.dissent, name="dissent"),
    path(f"{ITEM}stemmer/", items.votes, name="write_votes"),
    # For members and secretary alone.
    path(f"{BODY}planlaegning/", agenda.planning, name="planning"),
    path(f"{BODY}planlaegning/foreslaa/", agenda.propose, name="propose_item"),
    path(f"{BODY}rum/", rooms.room, name="room"),
    path(f"{BODY}rum/aabn/", rooms.open_room, name="open_room"),
    path(f"{BODY}rum/papir/", rooms.add_paper, name="add_paper"),
    path(f"{BODY}rum/papir/<dbint:paper>/", rooms.room_paper, name="room_paper"),
    path(f"{BODY}rum/papir/<dbint:paper>/fjern/", rooms.remove_paper, name="remove_paper"),
]
