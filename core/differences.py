"""What changed between two wordings: first which blocks, then which words in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Any

from django.utils.translation import gettext_lazy as _

# Beyond these, a comparison word by word costs more than it tells.
MAX_BLOCKS = 1500
MAX_WORDS = 600
# And all comparisons of two texts together take no more steps than this: about a second.
MAX_STEPS = 5_000_000
# Two blocks are the same one, rewritten, when this much of their beginnings is alike; it is
# looked for among the next few blocks only.
_ALIKE, _BEGINNING, _NEAR = 0.35, 60, 8
_TOKEN = re.compile(r"\S+\s*")
_KINDS = {
    "h2": _("overskrift"), "h3": _("overskrift"), "h4": _("overskrift"), "li": _("punkt"),
    "th": _("celle"), "td": _("celle"), "caption": _("tabeltekst"), "blockquote": _("citat"),
    "figcaption": _("billedtekst"), "figure": _("billede"), "summary": _("foldet overskrift"),
    "aside": _("faktaboks"), "title": _("titel"), "lead": _("indledning"),
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    text: str
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class Change:
    """A block of the text, with what happened in it."""

    tag: str
    pieces: list[Piece]

    @property
    def kind(self) -> str:
        return str(_KINDS.get(self.tag, ""))

    @property
    def is_same(self) -> bool:
        return not any(piece.is_new or piece.is_gone for piece in self.pieces)


Block = tuple[str, str]


class _TooMuch(Exception):
    """The steps are used up: what is left is shown whole."""


class _Budget:
    """The steps that are left for one comparison of two texts."""

    def __init__(self) -> None:
        self.left = MAX_STEPS

    def take(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise _TooMuch


class _Matcher(SequenceMatcher[Any]):
    """Pays for each search before it is made: the steps are the pairs that are alike."""

    def __init__(self, before: Sequence[Any], after: Sequence[Any], budget: _Budget) -> None:
        budget.take(len(before) + len(after))
        self._budget, self._before, self._times = budget, before, Counter(after)
        super().__init__(None, before, after, autojunk=False)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        searched = self._before[alo:ahi]
        self._budget.take(len(searched) + sum(self._times[each] for each in searched))
        return super().find_longest_match(alo, ahi, blo, bhi)


def block_differences(before: Sequence[Block], after: Sequence[Block]) -> list[Change]:
    """Return every block of both wordings, in the order of reading."""
    budget = _Budget()
    opcodes = _opcodes(before, after, budget, most=MAX_BLOCKS)
    if opcodes is None:
        return [*map(_gone, before), *map(_new, after)]
    changes: list[Change] = []
    for code, i1, i2, j1, j2 in opcodes:
        if code == "equal":
            changes += [Change(tag, [Piece(text)]) for tag, text in after[j1:j2]]
        else:
            changes += _replaced(before[i1:i2], after[j1:j2], budget)
    return changes


def has_changes(changes: Sequence[Change]) -> bool:
    return any(not change.is_same for change in changes)


def words_changed(old: str, new: str, budget: _Budget | None = None) -> list[Piece]:
    """Return a line with the words that came and went; of a long one, that it did."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    opcodes = _opcodes(old.split(), new.split(), budget or _Budget(), most=MAX_WORDS)
    if opcodes is None:
        return [*_piece(old, is_gone=True), *_piece(new, is_new=True)]
    pieces: list[Piece] = []
    for code, i1, i2, j1, j2 in opcodes:
        if code == "equal":
            pieces += _piece("".join(after[j1:j2]))
        else:
            pieces += _piece("".join(before[i1:i2]), is_gone=True)
            pieces += _piece("".join(after[j1:j2]), is_new=True)
    return pieces


def _replaced(before: Sequence[Block], after: Sequence[Block], budget: _Budget) -> Iterator[Change]:
    """Pair the blocks in their order while they are alike; the others went or came."""
    waiting = list(before)
    for tag, text in after:
        near = enumerate(waiting[:_NEAR])
        like = next((i for i, block in near if _are_alike(block, (tag, text), budget)), None)
        if like is None:
            yield _new((tag, text))
            continue
        yield from map(_gone, waiting[:like])
        yield Change(tag, words_changed(waiting[like][1], text, budget))
        waiting = waiting[like + 1 :]
    yield from map(_gone, waiting)


def _are_alike(old: Block, new: Block, budget: _Budget) -> bool:
    if old[0] in ("title", "lead") or new[0] in ("title", "lead"):
        return old[0] == new[0]
    try:
        matcher = _Matcher(_beginning(old[1]), _beginning(new[1]), budget)
        if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
            return False
        return matcher.ratio() >= _ALIKE
    except _TooMuch:
        return False


def _beginning(text: str) -> list[str]:
    return text.split(None, _BEGINNING)[:_BEGINNING]


def _opcodes(
    before: Sequence[Any], after: Sequence[Any], budget: _Budget, *, most: int
) -> list[tuple[str, int, int, int, int]] | None:
    """Return what happened from place to place; None when telling it costs too much."""
    if len(before) > most or len(after) > most:
        return None
    try:
        return list(_Matcher(before, after, budget).get_opcodes())
    except _TooMuch:
        return None


def _piece(text: str, *, is_new: bool = False, is_gone: bool = False) -> list[Piece]:
    return [Piece(text.strip(), is_new=is_new, is_gone=is_gone)] if text.strip() else []


def _gone(block: Block) -> Change:
    return Change(block[0], [Piece(block[1], is_gone=True)])


def _new(block: Block) -> Change:
    return Change(block[0], [Piece(block[1], is_new=True)])
