"""Problems like one that is being written: so that a second voice joins the first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from core.search.words import STOP_WORDS, stems_of
from projects.models import Problem

MOST_SHOWN = 5
# Compared with so many, the newest: an older one has had its answer.
COMPARED = 500
# Of each text; a problem says early what it is.
READ = 600
# A stem in the title counts for two. Two telling words in common make a likeness.
IN_TITLE = 2
LEAST_IN_COMMON = 2
_SMALL = frozenset(stems_of(" ".join(STOP_WORDS)))


def similar_to(title: str, text: str, *, place: str = "") -> list[Problem]:
    """Return the public problems that share most with a text, at most five: two questions.

    Words that many problems use tell little, as in every search: they weigh less.
    """
    asked = _stems(title, text[:READ], place)
    known = list(Problem.objects.public().values_list("pk", "title", "text", "place")[:COMPARED])
    words = {
        pk: (_stems(heading), _stems(told[:READ], where)) for pk, heading, told, where in known
    }
    weights = _weights(words.values())
    points = {pk: _points(asked, *stems, weights) for pk, stems in words.items()}
    best = sorted((pk for pk in points if points[pk]), key=lambda pk: (-points[pk], -pk))
    found = Problem.objects.public().select_related("author", "organisation", "department")
    rows = found.in_bulk(best[:MOST_SHOWN])
    return [rows[pk] for pk in best[:MOST_SHOWN] if pk in rows]


def _stems(*texts: str) -> frozenset[str]:
    return frozenset(stems_of(*texts)) - _SMALL


def _weights(words: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, float]:
    """Return what each stem is worth: nothing when it stands everywhere, much when it is rare."""
    words = list(words)
    used = Counter(stem for title, text in words for stem in title | text)
    return {stem: math.log(1 + len(words) / count) for stem, count in used.items()}


def _points(
    asked: frozenset[str],
    title: frozenset[str],
    text: frozenset[str],
    weights: dict[str, float],
) -> float:
    common = asked & (title | text)
    if len(common) < LEAST_IN_COMMON:
        return 0
    return sum(weights[stem] * (IN_TITLE if stem in title else 1) for stem in common)
