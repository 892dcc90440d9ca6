"""One statement for a question: how much fits in which group, and one page of its keys.

What fits by its words is looked up once and kept as bare keys, to be counted and to be put in
order. Which of it may not be seen is asked next; seldom is there any, and then the statement runs
again without it. Written by hand: Django can neither keep a list nor count and choose at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from core.search.words import Term
from portal.search.backends import Sql, entries_with, entries_with_any
from portal.search.sources import sources
from portal.search.visible import condition, hidden_entries

# So many hidden entries are named in a statement; beyond that each entry is asked again.
MOST_NAMED = 1000
EVERYTHING = Sql("SELECT id AS entry_id, 0 AS matched FROM portal_searchentry", [])
_ORDER = "place, is_open DESC, at DESC, source, subject DESC"
# The second half numbers its rows, for the order of the first is nobody's promise.
_STATEMENT = """
    WITH fit AS MATERIALIZED (SELECT entry_id, matched FROM ({fit}) AS every WHERE {seen})
    SELECT source, areas, {is_open} AS is_open, COUNT(*) AS number, 0 AS id
    FROM fit CROSS JOIN portal_searchentry WHERE id = entry_id AND {enough} GROUP BY 1, 2, 3
    UNION ALL
    SELECT '', '', 0, ROW_NUMBER() OVER (ORDER BY {order}), id FROM (
        SELECT id, {place} AS place, {is_open} AS is_open, at, source, subject
        FROM fit CROSS JOIN portal_searchentry WHERE id = entry_id AND {enough} AND {wanted}
        ORDER BY {order} LIMIT %s OFFSET %s
    ) AS page
"""


@dataclass(frozen=True)
class Filters:
    """What of the found is wanted; "" and None want everything."""

    kind: str = ""
    area: int | None = None
    only_open: bool = False


class Group(NamedTuple):
    """What counting needs of an entry; some hundred groups make twenty thousand entries."""

    source: str
    areas: str
    is_open: int

    @property
    def kind(self) -> str:
        return sources()[self.source].kind.code

    def fits(self, filters: Filters) -> bool:
        """The twin of `Lookup._wanted`."""
        return (
            filters.kind in ("", self.kind)
            and (filters.area is None or f" {filters.area} " in self.areas)
            and (bool(self.is_open) or not filters.only_open)
        )


@dataclass(frozen=True)
class Part:
    """Which of the found is wanted as a list: from one place to another, after the filters."""

    filters: Filters = Filters()
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Seen:
    """What may be seen of what fits: how much, and the keys of one part in order."""

    groups: dict[Group, int] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Lookup:
    """Words to be looked for at a moment: all of them, or any; without words everything fits."""

    terms: Sequence[Term]
    at: datetime
    any_is_enough: bool = False

    def see(self, part: Part) -> Seen:
        """Return what may be seen now."""
        seen = self._run(part, Sql("1 = 1", []))
        if not seen.groups:
            return seen
        # Without what is hidden, the best of any words may be others.
        names = sources() if self.any_is_enough else {group.source for group in seen.groups}
        fit = self._fit() if self.terms else None
        hidden = hidden_entries(self.at, names, fit, sum(seen.groups.values()))
        return self._run(part, self._less(hidden)) if hidden else seen

    def _run(self, part: Part, seen: Sql) -> Seen:
        fit, is_open, place, wanted = (
            self._fit(),
            self._is_open(),
            self._place(),
            self._wanted(part),
        )
        enough = "1 = 1"
        if self.any_is_enough:
            enough = "matched * 2 > (SELECT MAX(matched) FROM fit)"
        statement = _STATEMENT.format(
            fit=fit.text, seen=seen.text, is_open=is_open.text, enough=enough, place=place.text,
            wanted=wanted.text, order=_ORDER,
        )  # fmt: skip
        parameters = [
            *fit.parameters, *seen.parameters, *is_open.parameters, *place.parameters,
            *is_open.parameters, *wanted.parameters, part.end - part.start, part.start,
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            rows = cursor.fetchall()
        groups = {Group(*values): number for *values, number, key in rows if not key}
        keys = sorted((number, key) for *_values, number, key in rows if key)
        return Seen(groups, [key for _number, key in keys])

    def _fit(self) -> Sql:
        if not self.terms:
            return EVERYTHING
        if self.any_is_enough:
            return entries_with_any(self.terms)
        text, parameters = entries_with(self.terms)
        return Sql(f"SELECT entry_id, 0 AS matched FROM ({text}) AS single", parameters)  # noqa: S608

    def _place(self) -> Sql:
        """Return what the order begins with: the most words; of all words, those in the title."""
        if self.any_is_enough:
            return Sql("-matched", [])
        if not self.terms:
            return Sql("0", [])
        text, parameters = entries_with(self.terms, in_title=True)
        return Sql(f"CASE WHEN id IN ({text}) THEN 0 ELSE 1 END", parameters)

    def _is_open(self) -> Sql:
        at = connection.ops.adapt_datetimefield_value(self.at)
        return Sql("CASE WHEN opens_at <= %s AND closes_at > %s THEN 1 ELSE 0 END", [at, at])

    def _wanted(self, part: Part) -> Sql:
        filters, conditions, parameters = part.filters, ["1 = 1"], list[Any]()
        if filters.kind:
            conditions.append("kind = %s")
            parameters.append(filters.kind)
        if filters.area is not None:
            conditions.append("areas LIKE %s")
            parameters.append(f"% {filters.area} %")
        if filters.only_open:
            is_open = self._is_open()
            conditions.append(f"{is_open.text} = 1")
            parameters += is_open.parameters
        return Sql(" AND ".join(conditions), parameters)

    def _less(self, hidden: Collection[int]) -> Sql:
        """Return the condition that leaves out what is hidden."""
        if len(hidden) <= MOST_NAMED:
            return Sql(f"entry_id NOT IN ({', '.join(map(str, hidden))})", [])
        text, parameters = condition(self.at, sources())
        return Sql(
            f"entry_id IN (SELECT id FROM portal_searchentry WHERE {text})",  # noqa: S608
            parameters,
        )
