"""From a question to what is found: all words; else the nearest words; else any of them.

The order is the same on both databases: all words in the title, open now, the newer, and then
by table and key, so that no two stand at the same place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from core.search.words import Term
from portal.models import SearchEntry
from portal.search.asking import Question
from portal.search.backends import entries_with
from portal.search.typing_errors import corrected
from portal.search.visible import is_visible, visible_entries

# So many more than the page are looked at first: seldom has anything been hidden since.
SPARE = 20


class Way(Enum):
    """How the words were looked for."""

    ALL = "all"
    CORRECTED = "corrected"
    ANY = "any"


@dataclass(frozen=True)
class Filters:
    """What of the found is wanted; "" and None want everything."""

    kind: str = ""
    area: int | None = None
    only_open: bool = False

    def apply(self, entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
        """Choose among entries that `_found` has asked for."""
        if self.kind:
            entries = entries.filter(kind=self.kind)
        if self.area is not None:
            entries = entries.filter(areas__contains=f" {self.area} ")
        return entries.filter(Q(is_open=1)) if self.only_open else entries


class Group(NamedTuple):
    """What counting needs of an entry; some hundred groups make twenty thousand entries."""

    kind: str
    areas: str
    is_open: int

    def fits(self, filters: Filters) -> bool:
        """The twin of `Filters.apply`."""
        return (
            filters.kind in ("", self.kind)
            and (filters.area is None or f" {filters.area} " in self.areas)
            and (bool(self.is_open) or not filters.only_open)
        )


@dataclass
class Found:
    """Everything public that fits the words; the filters choose among it."""

    question: Question
    at: datetime
    way: Way
    # What fits by its words, in order; not asked yet whether it may be seen.
    entries: QuerySet[SearchEntry]
    # How much of it may be seen.
    groups: dict[Group, int] = field(default_factory=dict)
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
        return {group: n for group, n in self.groups.items() if group.fits(filters)}

    def keys(self, filters: Filters, start: int, end: int) -> list[int]:
        """Return the keys of the visible entries from one place to another.

        To ask of everything whether it may be seen costs most: the first that fit by their words
        are asked, and all of them only when too many of those were hidden since.
        """
        if end <= start:
            return []
        wanted = filters.apply(self.entries)
        first = dict(wanted.values_list("pk", "source")[: end + SPARE])
        visible = SearchEntry.objects.filter(is_visible(self.at, set(first.values())))
        seen = set(visible.filter(pk__in=first).order_by().values_list("pk", flat=True))
        keys = [key for key in first if key in seen]
        if len(keys) < end and len(first) == end + SPARE:
            keys = list(wanted.filter(is_visible(self.at)).values_list("pk", flat=True)[:end])
        return keys[start:end]


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


def find(question: Question, *, at: datetime, exact: bool = False) -> Found:
    """Look for a question's words; `exact` forgives no typing error."""
    found = _with_all(question, at)
    if found.groups or not question.terms:
        return found
    nearest = None if exact else _with_nearest(question, at)
    if nearest and nearest.groups:
        return nearest
    if len(question.terms) == 1:
        return found
    return _with_any(nearest.question if nearest else question, at)


def _with_all(question: Question, at: datetime, way: Way = Way.ALL) -> Found:
    terms = question.terms
    if not terms:
        everything_or_nothing = Q(pk__in=[]) if question.is_signs_only else Q()
        return _found(question, at, way, everything_or_nothing, Value(0))
    in_title = Q(pk__in=entries_with(terms, in_title=True))
    rank = Case(When(in_title, then=0), default=1, output_field=IntegerField())
    return _found(question, at, way, Q(pk__in=entries_with(terms)), rank)


def _with_nearest(question: Question, at: datetime) -> Found | None:
    instead = corrected(question.terms)
    if not instead:
        return None
    terms = dict.fromkeys(instead.get(term.word, term) for term in question.terms)
    found = _with_all(question.with_terms(tuple(terms)), at, Way.CORRECTED)
    return replace(found, instead=instead)


def _with_any(question: Question, at: datetime) -> Found:
    """Find what has one of the words at least, the most words first."""
    missing: Any = Value(0, output_field=IntegerField())
    for term in question.terms:
        has_it = Q(pk__in=entries_with([term]))
        missing += Case(When(has_it, then=0), default=1, output_field=IntegerField())
    anything = Q(pk__in=entries_with(question.terms, any_is_enough=True))
    return _found(question, at, Way.ANY, anything, missing)


def _found(question: Question, at: datetime, way: Way, fits: Q, rank: Any) -> Found:
    is_open = Case(
        When(opens_at__lte=at, closes_at__gt=at, then=1), default=0, output_field=IntegerField()
    )
    counted = visible_entries(at).filter(fits).annotate(is_open=is_open).order_by()
    groups = counted.values_list("kind", "areas", "is_open").annotate(n=Count("pk"))
    entries = SearchEntry.objects.filter(fits).annotate(rank=rank, is_open=is_open)
    return Found(
        question=question,
        at=at,
        way=way,
        entries=entries.order_by("rank", "-is_open", "-at", "source", "-subject"),
        groups={Group(*values): count for *values, count in groups},
    )
