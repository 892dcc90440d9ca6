"""The list of themes, whole or narrowed to what waits."""

from __future__ import annotations

from dataclasses import dataclass

from hearings.models import Answer, Point, Theme
from hearings.treating.points import Gathered


@dataclass(frozen=True)
class ListedTheme:
    """A theme with those of its points that were asked for."""

    theme: Theme
    points: list[Point]
    total: int

    @property
    def answer(self) -> Answer | None:
        return getattr(self.theme, "answer", None)


def listed_themes(everything: Gathered, view: str) -> list[ListedTheme]:
    """Return the themes; `ubesvaret` and `ulaest` leave out what does not wait for that."""
    wanted = _wanted(everything, view)
    listed = []
    for theme, points in everything.by_theme:
        shown = points if wanted is None else [point for point in points if point.pk in wanted]
        if shown or wanted is None:
            listed.append(ListedTheme(theme, shown, len(points)))
    return listed


def _wanted(everything: Gathered, view: str) -> set[int] | None:
    if view == "ubesvaret":
        return {point.pk for point in everything.unanswered}
    if view == "ulaest":
        unread = {answer.pk for answer in everything.unread}
        return {
            point.pk
            for point in everything.said
            for answer in (point.effective_answer, getattr(point.theme, "answer", None))
            if answer and answer.pk in unread
        }
    return None
