"""Who chairs which meeting: computed for those to come, written down for those that were held.

A fixed chair sits from a day on. A rotating one takes its turn in order, for a number of meetings
(cancelled ones do not count) or of months, again from the first after the last. Whoever does not
act as a member when the meeting begins is replaced by the turn's substitute, else by the next in
the order who does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.clock import local_date, start_of_day
from councils.models import Body, ChairTurn, Meeting, Membership

if TYPE_CHECKING:
    from accounts.models import User


def chair_of(meeting: Meeting) -> Membership | None:
    """Return who chairs a meeting, None when nobody can."""
    return chairs_of(meeting.body, [meeting])[meeting.pk]


def chairs_of(
    body: Body, meetings: Iterable[Meeting], *, turns: list[ChairTurn] | None = None
) -> dict[int, Membership | None]:
    """Return who chairs each of a body's meetings, by key; the same few questions for any number.

    The meetings have their events and chairs selected along. Who has read the body's turns and
    memberships already hands over the turns.
    """
    turns = _turns(body) if turns is None else turns
    places = _places(body) if body.chair_rule == Body.ChairRule.MEETINGS else {}
    return {
        meeting.pk: meeting.chair
        or _who(
            _from_turn(body, turns, meeting.event.starts_at, places.get(meeting.pk)),
            meeting.event.starts_at,
        )
        for meeting in meetings
    }


def chair_at(
    body: Body, moment: datetime, *, turns: list[ChairTurn] | None = None
) -> Membership | None:
    """Return who is chair at a moment; where it goes by meetings, of the next meeting then."""
    turns = _turns(body) if turns is None else turns
    if body.chair_rule != Body.ChairRule.MEETINGS:
        return _who(_from_turn(body, turns, moment, None), moment)
    coming = body.meetings.counted().filter(event__ends_at__gt=moment)
    meeting = coming.select_related("event", "chair").order_by("event__starts_at", "pk").first()
    return chairs_of(body, [meeting], turns=turns)[meeting.pk] if meeting else None


def chairs(user: User | None, meeting: Meeting) -> bool:
    """Tell whether an account is the chair of a meeting, and acts as a member now."""
    chair = chair_of(meeting)
    if user is None or chair is None or chair.member.user_id != user.pk:
        return False
    return user.is_active and chair.acts_at()


def _turns(body: Body) -> list[ChairTurn]:
    rows = body.chair_turns.select_related("chair__member__user", "substitute__member__user")
    calls = [
        f"{who}__{way}" for who in ("chair", "substitute") for way in ("times_away", "times_called")
    ]
    return list(rows.prefetch_related(*calls))


def _places(body: Body) -> dict[int, int]:
    """Return the place of each meeting since the rotation began to count, the first being 0."""
    if body.chair_from is None:
        return {}
    since = body.meetings.counted().filter(event__starts_at__gte=start_of_day(body.chair_from))
    keys = since.order_by("event__starts_at", "pk").values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(keys)}


def _from_turn(
    body: Body, turns: list[ChairTurn], moment: datetime, place: int | None
) -> list[ChairTurn]:
    """Return the turns in the order in which they are asked, whose turn it is first."""
    day = local_date(moment)
    if body.chair_rule == Body.ChairRule.FIXED:
        return [turn for turn in turns if turn.is_fixed_on(day)]
    order = [turn for turn in turns if turn.from_day is None]
    if body.chair_rule == Body.ChairRule.MONTHS:
        place = _months_since(body.chair_from, day)
    if place is None or not order:
        return []
    first = place // body.chair_length % len(order)
    return order[first:] + order[:first]


def _months_since(begin: date | None, day: date) -> int | None:
    """Return how many whole months have passed, None before the beginning."""
    if begin is None or day < begin:
        return None
    months = (day.year - begin.year) * 12 + day.month - begin.month
    return months - (day.day < begin.day)


def _who(turns: list[ChairTurn], moment: datetime) -> Membership | None:
    asked = [who for turn in turns[:1] for who in (turn.chair, turn.substitute)]
    asked += [turn.chair for turn in turns[1:]]
    return next((who for who in asked if who and who.acts_at(moment)), None)
