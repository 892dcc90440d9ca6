"""Where a text may be cut when passages are masked: by sentence, or by typing the words."""

import re
from dataclasses import dataclass

from hearings.models import Redaction, ResponseVersion

# A sentence ends with its mark and what closes it, or with the line. Each run of marks is tried
# once and never again from its middle: a line of 20,000 dots costs no more than one of letters.
_SENTENCE = re.compile(
    r"""[^\n]+?(?:(?<![.!?…])[.!?…]++["'»”)\]]*+(?=\s|$)|(?=\n)|$)""",
)
_SPACES = re.compile(r"\s+")

Passage = tuple[int, int, str]


@dataclass(frozen=True)
class Piece:
    """A stretch of a version's text: a readable sentence, or a masked passage with its reason."""

    start: int
    end: int
    text: str
    reason: str = ""
    starts_line: bool = False

    @property
    def value(self) -> str:
        return f"{self.start}-{self.end}"


def visible_parts(version: ResponseVersion) -> list[tuple[int, int]]:
    """Return the stretches that are not masked."""
    parts, position = [], 0
    for redaction in version.redactions.all():
        if redaction.start > position:
            parts.append((position, redaction.start))
        position = max(position, redaction.end)
    if position < len(version.text):
        parts.append((position, len(version.text)))
    return parts


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return where the sentences of a stretch begin and end, without the spaces around them."""
    found = []
    for match in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        words = match[0].strip()
        if words:
            first = match.start() + match[0].index(words[0])
            found.append((first, first + len(words)))
    return found


def pieces(version: ResponseVersion) -> list[Piece]:
    """Return the whole text in order: sentences that can be masked, and what is masked."""
    text = version.text
    found = [
        Piece(start, end, text[start:end], starts_line=_starts_line(text, start))
        for part in visible_parts(version)
        for start, end in sentences(text, *part)
    ]
    found += [
        Piece(
            row.start,
            row.end,
            "",
            reason=row.get_reason_display(),
            starts_line=_starts_line(text, row.start),
        )
        for row in version.redactions.all()
    ]
    return sorted(found, key=lambda piece: piece.start)


def public_parts(text: str, passages: list[Passage]) -> list[tuple[str, str]]:
    """Return a text as (text, "") and ("", reason), as if these passages were masked."""
    labels = dict(Redaction.Reason.choices)
    parts, position = [], 0
    for start, end, reason in sorted(passages):
        if start > position:
            parts.append((text[position:start], ""))
        if end > position:
            parts.append(("", str(labels[reason])))
            position = end
    if position < len(text):
        parts.append((text[position:], ""))
    return parts


def find_words(version: ResponseVersion, words: str) -> list[tuple[int, int]]:
    """Return every place in the visible text where the words stand, whatever their case."""
    pattern = _pattern(words)
    return [
        match.span()
        for part in visible_parts(version)
        for match in pattern.finditer(version.text, *part)
    ]


def find_stretch(version: ResponseVersion, first: str, last: str) -> list[tuple[int, int]]:
    """Return the stretch from the first words up to and with the last words, if it is there."""
    begin, finish = _pattern(first), _pattern(last)
    for start, end in visible_parts(version):
        opening = begin.search(version.text, start, end)
        closing = opening and finish.search(version.text, opening.end(), end)
        if opening and closing:
            return [(opening.start(), closing.end())]
    return []


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, _SPACES.split(words.strip()))), re.IGNORECASE)


def _starts_line(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or before.endswith("\n")
