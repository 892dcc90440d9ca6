"""How easily a Danish text reads: LIX, long sentences, stiff and unexplained words. A hint."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.officialese import Suggestion, suggestions

LONG_WORD = 6
LONG_SENTENCE = 20
TARGET = 40
# Below this many words the figure swings with every word.
ENOUGH_WORDS = 40
LONG_COMPOUND = 17
SHOWN = 10
_FIRST_WORDS = 9
_LOOK_AHEAD = 20
_LOOK_BACK = 40

_WORD = re.compile(r"[^\W_]+(?:[-'’.,:/][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]")
# From the first sign of a run only, and without trying its parts: a run of dots is read once.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”»«)\]]*+(?=\s)")
_LAST_TOKEN = re.compile(r"\S+$")
_SHORTENED = re.compile(r"\b[A-ZÆØÅ]{2,6}\b")
_PASSIVE = re.compile(
    r"\b(?:skal|kan|må|vil|bør|skulle|kunne|måtte|ville|burde)\s+(?:\w+\s+)?(\w{3,}es)\b",
    re.IGNORECASE,
)
# Whatever ends in -es without being done by somebody.
_NOT_PASSIVE = {"deres", "jeres", "findes", "mødes", "lykkes", "synes", "trives", "fælles", "ses"}
_ABBREVIATIONS = {
    "adr", "afd", "afs", "ang", "art", "bl.a", "bla", "ca", "dvs", "d.v.s", "eks", "ekskl", "evt",
    "f.eks", "feks", "fx", "fhv", "hhv", "if", "inkl", "jf", "jfr", "kap", "kl", "kr", "max",
    "maks", "mht", "mia", "min", "mio", "nr", "pga", "p.g.a", "pkt", "pr", "ref", "s", "sek",
    "sml", "st", "stk", "tlf", "udg", "vedr", "vha", "årg", "mdr",
}  # fmt: skip


class Band(StrEnum):
    VERY_EASY = "very_easy"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    VERY_HARD = "very_hard"


@dataclass(frozen=True)
class LongSentence:
    beginning: str
    words: int


@dataclass(frozen=True)
class Reading:
    """What can be said of a text by counting."""

    words: int
    sentences: int
    lix: int | None
    band: Band | None
    long_sentences: list[LongSentence] = field(default_factory=list)
    stiff_words: list[Suggestion] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    passives: list[str] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        return self.words >= ENOUGH_WORDS

    @property
    def is_easy_enough(self) -> bool:
        return self.lix is not None and self.lix <= TARGET


def read(blocks: Sequence[str], *, known: Iterable[str] = ()) -> Reading:
    """Read a text given as blocks (paragraphs, headings, items), each at least one sentence.

    `known` are words that the glossary explains, in all their forms.
    """
    sentences = [sentence for block in blocks for sentence in sentences_of(block)]
    counted = [(sentence, _WORD.findall(sentence)) for sentence in sentences]
    words = [word for _sentence, found in counted for word in found]
    explained = frozenset(word.casefold() for word in known)
    text = "\n".join(blocks)
    lix = _lix(words, len(sentences))
    return Reading(
        words=len(words),
        sentences=len(sentences),
        lix=lix,
        band=None if lix is None else band_of(lix),
        long_sentences=[
            LongSentence(_beginning(sentence), len(found))
            for sentence, found in counted
            if len(found) > LONG_SENTENCE
        ],
        stiff_words=suggestions(text, known=explained),
        unexplained=_unexplained(words, text, explained),
        passives=_passives(text),
    )


def sentences_of(block: str) -> list[str]:
    """Split a block into sentences; dots of abbreviations and numbers end none."""
    found, start = [], 0
    for match in _END.finditer(block):
        rest = block[match.end() : match.end() + _LOOK_AHEAD].lstrip()
        before = block[max(start, match.start() - _LOOK_BACK) : match.start()]
        if _ends_here(before, match[0], rest):
            found.append(block[start : match.end()].strip())
            start = match.end()
    found.append(block[start:].strip())
    return [sentence for sentence in found if _WORD.search(sentence)]


def band_of(lix: int) -> Band:
    limits = [(25, Band.VERY_EASY), (35, Band.EASY), (45, Band.MEDIUM), (55, Band.HARD)]
    return next((band for limit, band in limits if lix < limit), Band.VERY_HARD)


def _ends_here(before: str, mark: str, rest: str) -> bool:
    if not mark.startswith("."):
        return not rest or not rest[0].islower()
    if rest and rest[0].islower():
        return False
    last = _LAST_TOKEN.search(before)
    word = last[0].strip("(\"'”»[").casefold() if last else ""
    if mark == "." and (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
        return False
    # "1. 2. 2026" is a date; a number before a capital letter ends the sentence.
    return not (word.isdigit() and rest[:1].isdigit())


def _lix(words: Sequence[str], sentences: int) -> int | None:
    if not words:
        return None
    long_words = sum(len(_LETTERS.findall(word)) > LONG_WORD for word in words)
    return round(len(words) / sentences + 100 * long_words / len(words))


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _unexplained(words: Sequence[str], text: str, known: frozenset[str]) -> list[str]:
    """Return long compounds and abbreviations in capitals that no one has explained."""
    compounds = [word for word in words if len(_LETTERS.findall(word)) >= LONG_COMPOUND]
    candidates = [*compounds, *_SHORTENED.findall(text)]
    unique = {word.casefold(): word for word in reversed(candidates) if "/" not in word}
    return [word for key, word in reversed(unique.items()) if key not in known][:SHOWN]


def _passives(text: str) -> list[str]:
    found = {
        match[0].casefold(): " ".join(match[0].split())
        for match in _PASSIVE.finditer(text)
        if match[1].casefold() not in _NOT_PASSIVE
    }
    return list(found.values())[:SHOWN]
