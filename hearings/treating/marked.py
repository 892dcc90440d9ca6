"""A response's text in sentences, with what is masked covered and what is a point marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from hearings.models import Mention, ResponseVersion
from hearings.passages import Piece, pieces, sentences


@dataclass(frozen=True)
class Stretch:
    """Some letters of a sentence under the same points; `ends` are those that stop after it."""

    text: str
    points: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence that can be chosen, or a covered passage with its reason."""

    number: int
    value: str
    reason: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    is_ticked: bool = False


@dataclass(frozen=True)
class MarkedText:
    """The text as paragraphs, and the points that cover all of it."""

    paragraphs: list[list[Sentence]]
    whole: list[int]

    @property
    def is_one_sentence(self) -> bool:
        return sum(1 for line in self.paragraphs for one in line if not one.reason) == 1


def marked_text(
    version: ResponseVersion,
    mentions: Iterable[Mention],
    *,
    ticked: Iterable[str] = (),
    is_open: bool = False,
) -> MarkedText:
    """Return the text with its marks; `is_open` shows what is masked too."""
    length, chosen = len(version.text), set(ticked)
    spans = [(row.start, row.end, row.point.number) for row in mentions]
    whole = sorted(number for start, end, number in spans if (start, end) == (0, length))
    partial = [span for span in spans if (span[0], span[1]) != (0, length)]
    shown = _open_pieces(version) if is_open else pieces(version)
    lines: list[list[Sentence]] = []
    for place, piece in enumerate(shown):
        if piece.starts_line or not lines:
            lines.append([])
        lines[-1].append(
            Sentence(
                number=place + 1,
                value=piece.value,
                reason=piece.reason,
                stretches=[] if piece.reason else _stretches(piece, partial, _next(shown, place)),
                is_ticked=piece.value in chosen,
            )
        )
    return MarkedText(lines, whole)


def _open_pieces(version: ResponseVersion) -> list[Piece]:
    text = version.text
    return [
        Piece(start, end, text[start:end], starts_line=_starts_line(text, start))
        for start, end in sentences(text)
    ]


def _starts_line(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or before.endswith("\n")


def _next(shown: list[Piece], place: int) -> int | None:
    """Return where the next piece that can be read begins."""
    return next((piece.start for piece in shown[place + 1 :] if not piece.reason), None)


def _stretches(
    piece: Piece, spans: list[tuple[int, int, int]], following: int | None
) -> list[Stretch]:
    """Cut a sentence where a mark begins or ends."""
    inside = [span for span in spans if span[0] < piece.end and span[1] > piece.start]
    cuts = {piece.start, piece.end}
    for start, end, _number in inside:
        cuts |= {max(start, piece.start), min(end, piece.end)}
    places = sorted(cuts)
    found = []
    for start, end in pairwise(places):
        over = [span for span in inside if span[0] <= start and span[1] >= end]
        ends = [
            number
            for _start, last, number in over
            if last <= end or (end == piece.end and (following is None or last <= following))
        ]
        text = piece.text[start - piece.start : end - piece.start]
        numbers = tuple(sorted({number for _start, _end, number in over}))
        found.append(Stretch(text, numbers, tuple(sorted(set(ends)))))
    return found
