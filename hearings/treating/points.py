"""Points and themes as the desk shows them: who says them, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Q, QuerySet

from core.text import name_key
from hearings.models import Answer, Hearing, Mention, Point, Response, Theme
from hearings.passages import visible_parts

# A mention in an older version, or in a response that was withdrawn, says nothing any more.
STANDING = Q(mentions__version=F("mentions__response__current_version")) & ~Q(
    mentions__response__status=Response.Status.WITHDRAWN
)


@dataclass(frozen=True)
class Gathered:
    """All themes and points of a hearing, with their answers and the number of their responses."""

    hearing: Hearing
    themes: list[Theme]
    points: list[Point]

    @cached_property
    def by_theme(self) -> list[tuple[Theme, list[Point]]]:
        found: dict[int, list[Point]] = {theme.pk: [] for theme in self.themes}
        for point in self.points:
            found.setdefault(point.theme_id, []).append(point)
        return [(theme, found[theme.pk]) for theme in self.themes]

    @cached_property
    def by_number(self) -> dict[int, Point]:
        return {point.number: point for point in self.points}

    @cached_property
    def said(self) -> list[Point]:
        """Return the points that stand in a response."""
        return [point for point in self.points if point.response_count]  # type: ignore[attr-defined]

    @cached_property
    def unanswered(self) -> list[Point]:
        return [point for point in self.said if not _is_ready(point.effective_answer)]

    @cached_property
    def unread(self) -> list[Answer]:
        """Return the answers that are shown and that no second reader has read, each once.

        A theme's answer is shown also when each of its points has one of its own.
        """
        if not self.hearing.needs_second_reader:
            return []
        shown = {
            answer.pk: answer
            for point in self.said
            for answer in (point.effective_answer, getattr(point.theme, "answer", None))
            if answer and answer.is_ready
        }
        return [answer for answer in shown.values() if answer.read_at is None]

    @property
    def answered_count(self) -> int:
        return len(self.said) - len(self.unanswered)

    def found(self, words: str) -> list[Point]:
        """Return the points with all these words in their number, title or theme."""
        wanted = [name_key(word) for word in words.split()]
        return [
            point
            for point in self.points
            if all(word in name_key(f"{point} {point.theme}") for word in wanted)
        ]


def gathered(hearing: Hearing) -> Gathered:
    """Read them in two questions."""
    points = points_of(hearing).order_by("theme__position", "theme", "position", "number")
    themes = hearing.themes.select_related("answer")
    return Gathered(hearing, list(themes), list(points))


def points_of(hearing: Hearing) -> QuerySet[Point]:
    return hearing.points.select_related("answer", "theme__answer").annotate(
        response_count=Count("mentions__response", filter=STANDING, distinct=True)
    )


def mentions_in(response: Response) -> list[Mention]:
    """Return where points stand in a response, old versions too, with their answers."""
    answers = ("point__answer", "point__theme__answer")
    people = [f"{answer}__{role}" for answer in answers for role in ("written_by", "read_by")]
    return list(
        response.mentions.select_related("version", *answers, *people).order_by(
            "start", "point__number"
        )
    )


@dataclass(frozen=True)
class PointHere:
    """A point in one response."""

    point: Point
    mentions: list[Mention]
    others: int
    is_old: bool

    @property
    def covering(self) -> Answer | None:
        """Return the theme's answer, when it is what answers this point."""
        if getattr(self.point, "answer", None) is not None:
            return None
        return getattr(self.point.theme, "answer", None)

    @property
    def is_answered(self) -> bool:
        return _is_ready(self.point.effective_answer)


def points_here(
    response: Response, mentions: Iterable[Mention], everything: Gathered
) -> list[PointHere]:
    """Return the points of a response in the order of the text; those of old versions last."""
    by_point: dict[int, list[Mention]] = {}
    for row in mentions:
        by_point.setdefault(row.point_id, []).append(row)
    found = []
    for rows in by_point.values():
        point = rows[0].point
        standing = [row for row in rows if row.version_id == response.current_version_id]
        known = everything.by_number.get(point.number)
        count = known.response_count if known else 0  # type: ignore[attr-defined]
        others = max(0, count - 1) if standing else count
        found.append(PointHere(point, standing or rows, others, is_old=not standing))
    return sorted(found, key=lambda here: here.is_old)


def _is_ready(answer: Answer | None) -> bool:
    return answer is not None and answer.is_ready


@dataclass(frozen=True)
class Place:
    """A response that says a point, with the words, less what is masked."""

    response: Response
    words: list[str]
    is_whole: bool


def numbers_of(point: Point) -> list[int]:
    """Return the numbers of the responses that say a point, in order."""
    mentions = _standing(Mention.objects.filter(point=point))
    numbers = mentions.order_by("response__number").values_list("response__number", flat=True)
    return list(numbers.distinct())


def places_of(point: Point, numbers: list[int]) -> list[Place]:
    """Return where a point stands in these responses."""
    mentions = (
        _standing(point.mentions.filter(response__number__in=numbers))
        .select_related("response", "version")
        .prefetch_related("version__redactions")
        .order_by("response__number", "start")
    )
    by_response: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_response.setdefault(mention.response_id, []).append(mention)
    return [
        Place(
            rows[0].response,
            [words_of(row) for row in rows],
            is_whole=any((row.start, row.end) == (0, len(row.version.text)) for row in rows),
        )
        for rows in by_response.values()
    ]


def words_of(mention: Mention) -> str:
    """Return the words of a passage; what is masked in it is left out."""
    text = mention.version.text
    parts = [
        text[max(start, mention.start) : min(end, mention.end)]
        for start, end in visible_parts(mention.version)
        if start < mention.end and end > mention.start
    ]
    return " … ".join(part.strip() for part in parts if part.strip())


def numbers_by_point(points: list[Point]) -> list[tuple[Point, list[int]]]:
    """Return points with the numbers of the responses that say them, read in one question."""
    mentions = _standing(Mention.objects.filter(point__in=points)).order_by("response__number")
    found: dict[int, dict[int, None]] = {}
    for point, number in mentions.values_list("point", "response__number"):
        found.setdefault(point, {})[number] = None
    return [(point, list(found.get(point.pk, ()))) for point in points]


def _standing(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    return mentions.filter(version=F("response__current_version")).exclude(
        response__status=Response.Status.WITHDRAWN
    )
