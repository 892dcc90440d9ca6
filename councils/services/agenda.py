"""The agenda: members propose and support, the chair and the secretary decide what is taken up.

Every change holds the lock on the body, so that a right that has just ended is not used, and two
people who arrange the same agenda are told of each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from councils.models import AgendaItem, AgendaSupport, Body, CouncilEvent, Meeting
from councils.services.asking import (
    AgendaChanged,
    acting_membership,
    locked_body,
    locked_item,
    locked_meeting,
    require_begun,
    require_right,
    require_unsettled,
)
from councils.services.history import record
from councils.services.meetings import keep_chair
from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
Status = AgendaItem.Status


@transaction.atomic
def propose_item(
    body: Body,
    *,
    title: str,
    summary: str = "",
    url: str = "",
    meeting: Meeting | None = None,
    by: User,
    at: datetime,
) -> AgendaItem:
    """Propose an item: a member in the own name, or the secretary.

    The same words sent twice are one proposal. `meeting` is the one at which it is wanted.
    """
    body = locked_body(body)
    require_right(by, "propose_body", body)
    seat = None if body.is_served_by(by) else acting_membership(body, by)
    words = {"title": title, "summary": summary, "url": url}
    twins = AgendaItem.objects.proposed().filter(body=body, proposed_by=seat, **words)
    if twin := twins.first():
        return twin
    item = AgendaItem.objects.create(
        body=body, meeting=meeting, proposed_by=seat, proposed_at=at, **words
    )
    record(body, Action.ITEM_PROPOSED, by=by, at=at, about=item)
    return item


@transaction.atomic
def support_item(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """Say that one wants it on the agenda, too; a second time changes nothing.

    Raises:
        TransitionNotAllowed: it is taken up or declined already.
    """
    item = locked_item(item)
    seat = acting_membership(item.body, by)
    if item.status != Status.PROPOSED:
        raise TransitionNotAllowed(_("Der er allerede taget stilling til forslaget."))
    AgendaSupport.objects.get_or_create(item=item, membership=seat, defaults={"at": at})
    return item


@transaction.atomic
def withdraw_support(item: AgendaItem, *, by: User) -> AgendaItem:
    item = locked_item(item)
    item.supports.filter(membership=acting_membership(item.body, by)).delete()
    return item


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    title: str,
    summary: str = "",
    url: str = "",
    is_open: bool = True,
    by: User,
    at: datetime,
) -> AgendaItem:
    """Write an item straight onto the agenda, as the last one.

    The same words sent twice are one item.
    """
    meeting = locked_meeting(meeting)
    require_right(by, "order_meeting", meeting)
    require_unsettled(meeting)
    words = {"title": title, "summary": summary, "url": url, "is_open": is_open}
    if twin := meeting.items.placed().filter(**words).first():
        return twin
    item = AgendaItem.objects.create(body=meeting.body, proposed_at=at, **words)
    item.place(meeting, position=_last_position(meeting) + 1)
    _note(meeting, item, Action.ITEM_PLACED, by=by, at=at)
    return item


@transaction.atomic
def place_item(
    item: AgendaItem,
    meeting: Meeting,
    *,
    position: int | None = None,
    by: User,
    at: datetime,
    revision: int | None = None,
) -> AgendaItem:
    """Take an item up at a meeting, before the one that has the place now; without one, last.

    Raises:
        AgendaChanged: the agenda is another than the one that was seen.
        TransitionNotAllowed: the item is decided or declined, or the meeting is another body's.
    """
    item, meeting = locked_item(item), locked_meeting(meeting)
    require_right(by, "order_meeting", meeting)
    require_unsettled(meeting)
    if meeting.body_id != item.body_id:
        raise TransitionNotAllowed(_("Mødet holdes af nogen andre."))
    _require_revision(meeting, revision)
    before = item.meeting if item.status == Status.PLACED else None
    if before is not None and before.pk != meeting.pk:
        require_unsettled(before)
    item.place(meeting, position=_last_position(meeting) + 1)
    if position is not None:
        others = [row for row in meeting.items.placed() if row.pk != item.pk]
        at_index = max(0, position - 1)
        _number([*others[:at_index], item, *others[at_index:]])
    if before is not None and before.pk != meeting.pk:
        _close_gap(before)
    _note(meeting, item, Action.ITEM_PLACED, by=by, at=at)
    return item


@transaction.atomic
def order_items(
    meeting: Meeting, pks: Sequence[int], *, by: User, at: datetime, revision: int
) -> Meeting:
    """Put the items of a meeting in another order.

    Raises:
        AgendaChanged: the agenda is another than the one that was seen.
    """
    meeting = locked_meeting(meeting)
    require_right(by, "order_meeting", meeting)
    require_unsettled(meeting)
    _require_revision(meeting, revision)
    items = {item.pk: item for item in meeting.items.placed()}
    if sorted(pks) != sorted(items):
        raise AgendaChanged
    _number([items[pk] for pk in pks])
    meeting.change_agenda()
    record(meeting.body, Action.ITEM_PLACED, by=by, at=at, about=meeting)
    return meeting


@transaction.atomic
def take_off(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """Let an item be a proposal again.

    Raises:
        TransitionNotAllowed: it is decided, or on no agenda.
    """
    item = locked_item(item)
    require_right(by, "order_meeting", item)
    require_unsettled(item.meeting)
    meeting = item.meeting
    item.take_off()
    if meeting is not None:
        _close_gap(meeting)
        _note(meeting, item, Action.ITEM_CHANGED, by=by, at=at)
    return item


@transaction.atomic
def decline_item(item: AgendaItem, *, reason: str, by: User, at: datetime) -> AgendaItem:
    """Say why a proposal is not taken up; who proposed it is told.

    The secretary may, and who chairs the next meeting.
    """
    item = locked_item(item)
    coming = item.body.meetings.coming().select_related("event", "body", "chair").first()
    require_right(by, "order_meeting", coming or item)
    item.decline(reason=reason)
    record(item.body, Action.ITEM_DECLINED, by=by, at=at, about=item)
    proposer = item.proposed_by.member.user if item.proposed_by else None
    if proposer is not None and proposer.is_active:
        enqueue(
            "councils.item_declined",
            user=proposer,
            about=item,
            dedup_key=f"councils.item_declined:{item.pk}",
        )
    return item


@transaction.atomic
def record_decision(
    item: AgendaItem, *, outcome: str, decision: str, by: User, at: datetime
) -> AgendaItem:
    """Write what the meeting decided; written again, it is mended until the minutes are signed.

    Raises:
        TransitionNotAllowed: the item is on no agenda, the meeting has not begun, or its minutes
            are signed.
    """
    item = locked_item(item)
    if item.meeting is None:
        raise TransitionNotAllowed(_("Punktet står ikke på en dagsorden."))
    require_right(by, "decide_meeting", item.meeting)
    require_begun(item.meeting)
    require_unsettled(item.meeting)
    keep_chair(item.meeting)
    item.decide(outcome=AgendaItem.Outcome(outcome), decision=decision, by=by, at=at)
    _note(item.meeting, item, Action.ITEM_DECIDED, by=by, at=at)
    return item


def _require_revision(meeting: Meeting, revision: int | None) -> None:
    if revision is not None and revision != meeting.revision:
        raise AgendaChanged


def _last_position(meeting: Meeting) -> int:
    last = meeting.items.placed().order_by("position").last()
    return (last.position or 0) if last else 0


def _close_gap(meeting: Meeting) -> None:
    _number(list(meeting.items.placed()))
    meeting.change_agenda()


def _number(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.move_to(position)


def _note(meeting: Meeting, item: AgendaItem, action: Action, *, by: User, at: datetime) -> None:
    """Count the change and write who made it; never with words of an item: it may be closed."""
    meeting.change_agenda()
    record(meeting.body, action, by=by, at=at, about=item)
