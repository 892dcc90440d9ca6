"""What the newest published white paper says: its points by weight, and what it promised.

Read from the words that were approved (`WhitePaper.content`): what is written at the desk
afterwards is not public yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from hearings.models import Answer, Hearing, WhitePaper
from hearings.models.hearing_lists import HearingQuerySet

PROMISING = (Answer.Outcome.ACCEPTED, Answer.Outcome.PARTLY)
Frozen = dict[str, Any]


@dataclass(frozen=True)
class Promise:
    """An answer that promised a change, in the words that were published."""

    answer: Answer
    text: str
    place: str


@dataclass(frozen=True)
class SaidPoint:
    """A point with the number of responses that said it, and what was answered."""

    title: str
    count: int
    outcome: str
    answer: str
    change: str

    @property
    def outcome_label(self) -> str:
        return str(Answer.Outcome(self.outcome).label) if self.outcome else ""


def with_newest_white_paper(hearings: HearingQuerySet) -> HearingQuerySet:
    """Let a page know with its hearing what the newest published version says.

    `white_paper_summary` and `white_paper_content` are None while nothing is published.
    """
    papers = WhitePaper.objects.published().filter(hearing=OuterRef("pk")).order_by("-version")
    return hearings.annotate(
        white_paper_summary=Subquery(papers.values("summary")[:1]),
        white_paper_content=Subquery(papers.values("content")[:1]),
    )


def promises_of(hearing: Hearing) -> list[Promise]:
    """Return the answers with a change that were accepted or partly so, each once: two questions.

    A theme's answer counts when a point of the theme has no answer of its own.
    """
    found = {
        answer["id"]: answer
        for _point, answer in _said(_newest_content(hearing))
        if answer and answer["outcome"] in PROMISING and answer["change"]
    }
    rows = hearing.official_answers.in_bulk(list(found)) if found else {}
    return [
        Promise(rows[pk], answer["change"], answer["change_place"])
        for pk, answer in found.items()
        if pk in rows
    ]


def points_promised(hearing: Hearing, answer: Answer) -> set[int]:
    """Return the numbers of the points that the newest white paper answers with it."""
    return points_by_answer([hearing.pk]).get(answer.pk, set())


def points_by_answer(hearings: Iterable[int]) -> dict[int, set[int]]:
    """Return by answer the numbers of the points that the newest white papers answer with it.

    One question, however many the hearings are.
    """
    published = WhitePaper.objects.published()
    newest = published.filter(hearing=OuterRef("hearing")).order_by("-version").values("version")
    found: dict[int, set[int]] = {}
    for paper in published.filter(hearing__in=hearings, version=Subquery(newest[:1])):
        for point, answer in _said(paper.content):
            if answer:
                found.setdefault(answer["id"], set()).add(point["number"])
    return found


def points_of(content: Frozen | None) -> list[SaidPoint]:
    """Return the points of a `WhitePaper.content`, those that most have said first."""
    points = [
        SaidPoint(
            title=point["title"],
            count=len(point["numbers"]),
            outcome=answer["outcome"] if answer else "",
            answer=answer["remark"] if answer else "",
            change=answer["change"] if answer else "",
        )
        for point, answer in _said(content)
    ]
    return sorted(points, key=lambda point: -point.count)


def _newest_content(hearing: Hearing) -> Frozen | None:
    """Return the words of the newest published version."""
    papers = hearing.white_papers.published().order_by("-version")
    content: Frozen | None = papers.values_list("content", flat=True).first()
    return content


def _said(content: Frozen | None) -> Iterator[tuple[Frozen, Frozen | None]]:
    """Return each point with the answer that holds for it, in the order of the white paper."""
    for theme in (content or {}).get("themes", ()):
        for point in theme["points"]:
            yield point, point["answer"] or theme["answer"]
