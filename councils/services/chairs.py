"""Who is chair: one who sits from a day on, or several who take turns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.clock import format_date
from councils.chairing import chairs_of
from councils.exceptions import AlreadySeated
from councils.models import Body, ChairTurn, CouncilEvent, Membership
from councils.services.history import record
from councils.services.locking import locked_body

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
# Who takes the turn, and who does when they are away.
Turn = tuple[Membership, Membership | None]


@transaction.atomic
def set_fixed_chair(
    body: Body,
    chair: Membership,
    *,
    from_day: date,
    substitute: Membership | None = None,
    by: User | None,
    at: datetime,
) -> ChairTurn:
    """Let somebody be chair from a day on. Who was chair until then stays on record.

    Raises:
        AlreadySeated: one of them is no member of the body.
    """
    body = locked_body(body.pk)
    _require_members(body, [chair, substitute])
    _write_down_past_chairs(body, at=at)
    fixed = body.chair_turns.filter(from_day__isnull=False)
    fixed.filter(from_day__gte=from_day).delete()
    fixed.filter(Q(until_day=None) | Q(until_day__gt=from_day)).update(until_day=from_day)
    body.chair_rule = Body.ChairRule.FIXED
    body.save(update_fields=["chair_rule"])
    turn = ChairTurn.objects.create(
        body=body, chair=chair, substitute=substitute, from_day=from_day
    )
    note = _("%(name)s fra %(day)s") % {"name": chair.member, "day": format_date(from_day)}
    record(body, Action.CHAIR_CHANGED, by=by, at=at, about=turn, note=note)
    return turn


@transaction.atomic
def set_rotation(
    body: Body,
    turns: Sequence[Turn],
    *,
    rule: Body.ChairRule,
    length: int,
    from_day: date,
    by: User | None,
    at: datetime,
) -> list[ChairTurn]:
    """Let members chair in turn, each for a number of meetings or months, counted from a day.

    Who chaired the meetings that were held is written down first: a new order changes no past.

    Raises:
        AlreadySeated: one of them is no member of the body.
    """
    body = locked_body(body.pk)
    _require_members(body, [who for turn in turns for who in turn])
    _write_down_past_chairs(body, at=at)
    body.chair_turns.filter(from_day=None).delete()
    body.chair_rule, body.chair_length, body.chair_from = rule, length, from_day
    body.save(update_fields=["chair_rule", "chair_length", "chair_from"])
    rows = [
        ChairTurn.objects.create(body=body, position=place, chair=chair, substitute=substitute)
        for place, (chair, substitute) in enumerate(turns, 1)
    ]
    note = _("På skift fra %(day)s: %(names)s") % {
        "day": format_date(from_day),
        "names": ", ".join(str(row) for row in rows),
    }
    record(body, Action.CHAIR_CHANGED, by=by, at=at, note=note)
    return rows


def _require_members(body: Body, people: Sequence[Membership | None]) -> None:
    for who in people:
        if who is not None and (who.body_id != body.pk or who.is_substitute):
            raise AlreadySeated(_("Kun et medlem kan være formand."))


def _write_down_past_chairs(body: Body, *, at: datetime) -> None:
    held = body.meetings.counted().filter(chair=None, event__starts_at__lte=at)
    meetings = list(held.select_related("event", "chair"))
    found = chairs_of(body, meetings)
    for meeting in meetings:
        if (chair := found[meeting.pk]) is not None:
            meeting.chair = chair
            meeting.save(update_fields=["chair"])
