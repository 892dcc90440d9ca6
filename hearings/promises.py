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


def newest_white_paper(hearing: Hearing) -> WhitePaper | None:
    """Return the newest published version."""
    return hearing.white_papers.published().order_by("-version").first()


def promises_of(hearing: Hearing) -> list[Promise]:
    """Return the answers with a change that were accepted or partly so, each once: two questions.

    A theme's answer counts when a point of the theme has no answer of its own.
    """
    paper = newest_white_paper(hearing)
    found = {
        answer["id"]: answer
        for _point, answer in _said(paper)
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
        for point, answer in _said(paper):
            if answer:
                found.setdefault(answer["id"], set()).add(point["number"])
    return found


def points_of(paper: WhitePaper | None) -> list[SaidPoint]:
    """Return the points, those that most have said first."""
    points = [
        SaidPoint(
            title=point["title"],
            count=len(point["numbers"]),
            outcome=answer["outcome"] if answer else "",
            answer=answer["remark"] if answer else "",
            change=answer["change"] if answer else "",
        )
        for point, answer in _said(paper)
    ]
    return sorted(points, key=lambda point: -point.count)


def _said(paper: WhitePaper | None) -> Iterator[tuple[Frozen, Frozen | None]]:
    """Return each point with the answer that holds for it, in the order of the white paper."""
    for theme in (paper.content or {}).get("themes", ()) if paper else ():
        for point in theme["points"]:
            yield point, point["answer"] or theme["answer"]
