"""All that a body's page says, on one day, to one person: a constant number of questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, Q, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from city.models import Area, Topic
from comments.showing import section_of
from core.clock import local_date
from core.templatetags.dates import day_date
from councils.beside import panels
from councils.chairing import chair_at, chairs_of
from councils.composition import composition_of
from councils.models import Body, ChairTurn, Meeting, Membership, Room
from councils.models.body import BodyQuerySet
from councils.sitting import Person, Sitting, memberships_of, person_of, seats_of
from councils.structured_data import of_body

if TYPE_CHECKING:
    from accounts.models import User

COMING, PAST = 6, 5
FORMER = 200


@dataclass(frozen=True)
class MeetingRow:
    """A meeting on the body's page, with who chairs it."""

    meeting: Meeting
    chair: str
    is_past: bool


def with_everything(on: date) -> BodyQuerySet:
    """Return the bodies with what their page asks along: the term is that of the day."""
    lasts = Q(terms__ends_on=None) | Q(terms__ends_on__gt=on)
    return Body.objects.select_related("department", "parent", "thread").annotate(
        term=FilteredRelation("terms", condition=Q(terms__starts_on__lte=on) & lasts),
        term_starts_on=F("term__starts_on"),
        term_ends_on=F("term__ends_on"),
        uneven_reason=F("term__uneven_reason"),
    )


def context_of(
    body: Body, *, day: date | None, person: User | None, at: datetime
) -> dict[str, Any]:
    today = local_date(at)
    memberships = memberships_of(body)
    turns = turns_of(body, memberships)
    meetings = _meetings(body, person, at)
    chairs = chairs_of(body, meetings, turns=turns)
    chair = _chair_on(body, day, at, turns=turns, meetings=meetings, chairs=chairs)
    sitting = Sitting(memberships, list(seats_of(body)), day=day or today, at=at, chair=chair)
    rows = _meeting_rows(meetings, chairs, at)
    return {
        "body": body,
        "sitting": sitting,
        "existed": body.exists_on(sitting.day),
        "former": former_of(memberships, at),
        "chairmanship": chairmanship_of(body, turns),
        "composition": composition_of([row.member for row in sitting.acting], sitting.day),
        "coming": [row for row in rows if not row.is_past],
        "past": [row for row in rows if row.is_past],
        "children": list(body.children.published().order_by("sort_key", "pk")),
        "facts": facts_of(body, _tags(body)),
        "panels": panels(body, person, at),
        "conversation": section_of(body.thread, body, at=at),
        "structured": of_body(body),
        **_inside(body, person),
    }


def _inside(body: Body, person: User | None) -> dict[str, Any]:
    """Return whether somebody works in the body now, and whether its room is open.

    Its members and its secretary do; a visitor is not asked.
    """
    if person is None:
        return {}
    is_insider = body.is_served_by(person) or body.has_acting_member(person)
    has_room = is_insider and Room.objects.filter(body=body).exists()
    return {"is_insider": is_insider, "has_room": has_room}


def turns_of(body: Body, memberships: Sequence[Membership]) -> list[ChairTurn]:
    """Return the turns of the chair with the memberships that are known already."""
    known = {row.pk: row for row in memberships}
    turns = list(body.chair_turns.all())
    for turn in turns:
        turn.chair = known[turn.chair_id]
        turn.substitute = known.get(turn.substitute_id) if turn.substitute_id else None
    return turns


def _chair_on(
    body: Body,
    day: date | None,
    at: datetime,
    *,
    turns: list[ChairTurn],
    meetings: Sequence[Meeting],
    chairs: dict[int, Membership | None],
) -> Membership | None:
    """Return who is chair now, or was on another day; by meetings, of the next one."""
    if day is None and body.chair_rule == Body.ChairRule.MEETINGS:
        coming = [meeting for meeting in meetings if meeting.event.ends_at > at]
        return chairs[coming[0].pk] if coming else None
    moment = at if day is None else Sitting([], [], day=day, at=at, chair=None).middle
    return chair_at(body, moment, turns=turns)


def _meetings(body: Body, person: User | None, at: datetime) -> list[Meeting]:
    """Return the next meetings and the last ones that this person may see, in order of time."""
    seen = body.meetings.visible_to(person)
    near = Q(pk__in=seen.coming(at).values("pk")[:COMING]) | Q(
        pk__in=seen.past(at).values("pk")[:PAST]
    )
    rows = Meeting.objects.filter(near).select_related("event", "chair__member__user")
    found = list(rows.order_by("event__starts_at", "pk"))
    for meeting in found:
        meeting.body = body
    return found


def _meeting_rows(
    meetings: Iterable[Meeting], chairs: dict[int, Membership | None], at: datetime
) -> list[MeetingRow]:
    found = []
    for meeting in meetings:
        chair = chairs[meeting.pk]
        name = chair.member.display_name if chair else ""
        found.append(MeetingRow(meeting, name, meeting.event.ends_at <= at))
    return found


def former_of(memberships: Iterable[Membership], at: datetime) -> list[Person]:
    """Return who has sat on a seat before, the latest first."""
    ended = [row for row in memberships if row.ends_at and row.ends_at <= at and row.seat_id]
    ended.sort(key=lambda row: (row.ends_at, row.pk), reverse=True)
    return [person_of(row) for row in ended[:FORMER]]


def chairmanship_of(body: Body, turns: Iterable[ChairTurn]) -> list[dict[str, Any]]:
    """Return who is chair from when until when, or the order in which members take turns."""
    is_fixed = body.chair_rule == Body.ChairRule.FIXED
    wanted = [turn for turn in turns if (turn.from_day is not None) is is_fixed]
    return [
        {
            "name": turn.chair.member.display_name,
            "substitute": turn.substitute.member.display_name if turn.substitute else "",
            "from": turn.from_day,
            "until": turn.until_day,
        }
        for turn in wanted
    ]


def _tags(body: Body) -> list[tuple[str, str, str]]:
    """Return (parameter, name, slug) of its areas and topics in one question."""
    areas = Area.objects.filter(body=body).order_by().values_list(Value("bydel"), "name", "slug")
    topics = Topic.objects.filter(body=body).order_by().values_list(Value("emne"), "name", "slug")
    return sorted(areas.union(topics))


def facts_of(body: Body, tags: Iterable[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Return the rows of the facts box. `content` marks words that stay Danish."""
    tags = list(tags)
    parent = body.parent if body.parent and body.parent.is_published else None
    above = [{"text": parent.name, "url": parent.get_absolute_url()}] if parent else []
    return [
        {"label": _("Slags"), "value": capfirst(body.get_kind_display())},
        {"label": _("Hører under"), "links": above, "content": True},
        {"label": _("Retsgrundlag"), "value": body.legal_basis, "content": True},
        {"label": _("Valgperiode"), "value": _term(body)},
        {"label": _("Oprettet"), "value": day_date(body.begins_on)},
        {"label": _("Nedlagt"), "value": day_date(body.ended_on)},
        {"label": _("Bydele"), "links": _filters("bydel", tags), "content": True},
        {"label": _("Emner"), "links": _filters("emne", tags), "content": True},
        {"label": _("Sekretariat"), "value": body.department.name, "content": True},
    ]


def _term(body: Body) -> str:
    starts_on = getattr(body, "term_starts_on", None)
    if starts_on is None:
        return ""
    ends_on = body.term_ends_on  # type: ignore[attr-defined]
    if ends_on is None:
        return _("fra %(day)s") % {"day": day_date(starts_on)}
    return _("%(first)s til %(last)s") % {
        "first": day_date(starts_on),
        "last": day_date(date.fromordinal(ends_on.toordinal() - 1)),
    }


def _filters(parameter: str, tags: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    path = reverse("councils:directory")
    return [
        {"text": name, "url": f"{path}?{kind}={slug}"}
        for kind, name, slug in tags
        if kind == parameter
    ]
