"""What comes to a body's next meetings from hearings: two pages of each, for who decides.

At most seven questions, however many meetings, hearings and answers there are. The numbers and the
words are those of the published white paper; before it there is only how many have answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.text import capfirst

from councils.models import AgendaItem, Body, Meeting, Recommendation
from hearings.models import (
    Answer,
    ConsultedParty,
    DecisionStep,
    Hearing,
    HearingRecommendation,
    Response,
    WhitePaper,
)
from hearings.parties import shown_parties
from hearings.tally import sender_labels

if TYPE_CHECKING:
    from accounts.models import User

MOST_MEETINGS = 6
# What fits on two pages.
MOST_THEMES = 4
MOST_POINTS = 5

Frozen = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """A point: how many say it, and what the administration answers."""

    title: str
    count: int
    outcome: str


@dataclass(frozen=True)
class Split:
    """A theme in which the points were not answered alike: that is where people disagree."""

    title: str
    count: int
    points: list[Said]


@dataclass
class Matter:
    """One hearing on an agenda, as who decides reads it."""

    item: AgendaItem
    hearing: Hearing
    received: int = 0
    senders: list[tuple[str, int]] = field(default_factory=list)
    summary: str = ""
    has_paper: bool = False
    splits: list[Split] = field(default_factory=list)
    parties: list[ConsultedParty] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)


@dataclass
class Coming:
    """A meeting with what comes to it from hearings."""

    meeting: Meeting
    matters: list[Matter]


def coming_to(body: Body, person: User | None, at: datetime) -> list[Coming]:
    """Return the next meetings that have a hearing on them, as far as the person may see them."""
    meetings = body.meetings.visible_to(person).coming(at).select_related("event")[:MOST_MEETINGS]
    by_key = {meeting.pk: Coming(meeting, []) for meeting in meetings}
    for step in _steps(by_key, person):
        item = step.item
        if item is not None and item.meeting_id is not None:
            by_key[item.meeting_id].matters.append(Matter(item, step.hearing))
    found = [coming for coming in by_key.values() if coming.matters]
    for coming in found:
        coming.meeting.body = body
    _tell([matter for coming in found for matter in coming.matters])
    return found


def has_any(body: Body, person: User | None, at: datetime) -> bool:
    """Tell with one question whether something comes to the body's next meetings."""
    coming = body.meetings.visible_to(person).coming(at).order_by()
    return _seen_steps(coming.values("pk"), person).exists()


def _steps(meetings: Iterable[int], person: User | None) -> Iterable[DecisionStep]:
    rows = _seen_steps(list(meetings), person).select_related("item", "hearing__department")
    return rows.order_by("item__position", "item", "pk")


def _seen_steps(meetings: Any, person: User | None) -> Any:
    items = AgendaItem.objects.visible_to(person).placed()
    return DecisionStep.objects.filter(
        item__in=items.values("pk"),
        item__meeting__in=meetings,
        hearing__in=Hearing.objects.visible_to(person).values("pk"),
    )


def _tell(matters: list[Matter]) -> None:
    """Read what belongs to all hearings at once, and hand each its own."""
    keys = {matter.hearing.pk for matter in matters}
    papers = _papers(keys)
    parties, advice = _parties(keys), _recommendations(keys)
    counted = _counted(keys - papers.keys())
    for matter in matters:
        pk = matter.hearing.pk
        matter.parties, matter.recommendations = parties[pk], advice[pk]
        if (frozen := papers.get(pk)) is None:
            matter.received = counted.get(pk, 0)
        else:
            _from_paper(matter, frozen)


def _papers(keys: set[int]) -> dict[int, Frozen]:
    """Return the content of the newest published white paper of each hearing."""
    rows = WhitePaper.objects.published().filter(hearing__in=keys).order_by("hearing", "version")
    return {pk: content for pk, content in rows.values_list("hearing", "content") if content}


def _parties(keys: set[int]) -> dict[int, list[ConsultedParty]]:
    found = defaultdict(list)
    for party in shown_parties().filter(hearing__in=keys):
        found[party.hearing_id].append(party)
    return found


def _recommendations(keys: set[int]) -> dict[int, list[Recommendation]]:
    seen = Recommendation.objects.visible_to(None).exclude(status=Recommendation.Status.WITHDRAWN)
    links = HearingRecommendation.objects.filter(
        hearing__in=keys, recommendation__in=seen.values("pk")
    )
    found = defaultdict(list)
    for link in links.select_related("recommendation__body"):
        found[link.hearing_id].append(link.recommendation)
    return found


def _counted(keys: set[int]) -> dict[int, int]:
    rows = Response.objects.counted().filter(hearing__in=keys).order_by()
    return dict(rows.values_list("hearing").annotate(count=Count("pk")))


# --- From the frozen words --------------------------------------------------------------------
def _from_paper(matter: Matter, frozen: Frozen) -> None:
    labels = sender_labels()
    by_sender: dict[str, int] = defaultdict(int)
    for row in frozen["counts"]:
        by_sender[row["sender_kind"]] += row["received"] - row["withdrawn"]
    matter.has_paper = True
    matter.summary = frozen["summary"]
    matter.received = sum(by_sender.values())
    matter.senders = [
        (capfirst(str(labels[code])), by_sender[code])
        for code in Response.SenderKind.values
        if by_sender.get(code)
    ]
    matter.splits = _splits(frozen["themes"])


def _splits(themes: list[Frozen]) -> list[Split]:
    """Return the themes whose points were answered in different ways, the most said first."""
    found = [
        Split(
            theme["title"],
            len({number for point in theme["points"] for number in point["numbers"]}),
            _points(theme),
        )
        for theme in themes
        if len({_outcome(point, theme) for point in theme["points"]}) > 1
    ]
    return sorted(found, key=lambda split: -split.count)[:MOST_THEMES]


def _points(theme: Frozen) -> list[Said]:
    said = [
        Said(point["title"], len(point["numbers"]), _label(_outcome(point, theme)))
        for point in theme["points"]
    ]
    return sorted(said, key=lambda point: -point.count)[:MOST_POINTS]


def _outcome(point: Frozen, theme: Frozen) -> str:
    answer = point["answer"] or theme["answer"]
    return answer["outcome"] if answer else ""


def _label(outcome: str) -> str:
    return str(Answer.Outcome(outcome).label) if outcome else ""
