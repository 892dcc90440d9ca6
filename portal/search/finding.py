"""From a question to what is found: all words; else the nearest words; else any of them.

The order is the same on both databases: all words in the title, open now, the newer, and then
by group and key, so that no two stand at the same place. Of any words, the more come first, and
what has not more than half as many as the best is left out: it would drown it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from core.search.words import Term
from portal.search.asking import Question
from portal.search.lookup import Doubt, Filters, Group, Lookup, Part, Seen
from portal.search.typing_errors import corrected

ALL_OF_IT = Part()


class Way(Enum):
    """How the words were looked for."""

    ALL = "all"
    CORRECTED = "corrected"
    ANY = "any"


@dataclass
class Found:
    """Everything public that fits the words; the filters choose among it."""

    question: Question
    way: Way
    lookup: Lookup
    part: Part
    seen: Seen
    # The words that were looked for instead, by the word as typed.
    instead: dict[str, Term] = field(default_factory=dict)

    def count(self, filters: Filters) -> int:
        return sum(self._fitting(filters).values())

    def count_kinds(self, filters: Filters) -> Counter[str]:
        """Count what each kind would give beside the other choices."""
        kinds: Counter[str] = Counter()
        for group, count in self._fitting(replace(filters, kind="")).items():
            kinds[group.kind] += count
        return kinds

    def count_areas(self, filters: Filters) -> Counter[int]:
        areas: Counter[int] = Counter()
        for group, count in self._fitting(replace(filters, area=None)).items():
            areas.update({int(key): count for key in group.areas.split()})
        return areas

    def count_open(self, filters: Filters) -> int:
        return self.count(replace(filters, only_open=True))

    def _fitting(self, filters: Filters) -> dict[Group, int]:
        return {group: n for group, n in self.seen.groups.items() if group.fits(filters)}

    def keys(self, filters: Filters, start: int, end: int) -> list[int]:
        """Return the keys of the visible entries from one place to another."""
        if end <= start:
            return []
        part = self.part
        if (filters, start) == (part.filters, part.start) and end <= part.end:
            return self.seen.keys[: end - start]
        return self.lookup.see(Part(filters, start, end)).keys if self.seen.groups else []


@dataclass
class Listing:
    """What was found and chosen, as a paginator wants it."""

    found: Found
    filters: Filters

    def count(self) -> int:
        return self.found.count(self.filters)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[int]:
        return self.found.keys(self.filters, part.start, part.stop)


def find(question: Question, *, at: datetime, exact: bool = False, part: Part = ALL_OF_IT) -> Found:
    """Look for a question's words; `exact` forgives no typing error.

    `part` is what will be asked for as a list: it is looked up on the way.
    """
    search = _Search(at, part, Doubt.of(at))
    found = search.found(question, Way.ALL)
    if found.seen.groups or not question.terms:
        return found
    nearest = None if exact else search.nearest(question)
    if nearest and nearest.seen.groups:
        return nearest
    if len(question.terms) == 1:
        return found
    return search.found(nearest.question if nearest else question, Way.ANY)


@dataclass(frozen=True)
class _Search:
    at: datetime
    part: Part
    doubt: Doubt

    def nearest(self, question: Question) -> Found | None:
        instead = corrected(question.terms)
        if not instead:
            return None
        terms = dict.fromkeys(instead.get(term.word, term) for term in question.terms)
        found = self.found(question.with_terms(tuple(terms)), Way.CORRECTED)
        return replace(found, instead=instead)

    def found(self, question: Question, way: Way) -> Found:
        any_is_enough = way == Way.ANY
        lookup = Lookup(question.terms, self.at, any_is_enough=any_is_enough, doubt=self.doubt)
        seen = Seen() if question.is_signs_only else lookup.see(self.part)
        return Found(question, way, lookup, self.part, seen)
