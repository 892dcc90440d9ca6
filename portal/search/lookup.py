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
from portal.search import beliefs
from portal.search.backends import (
    COUNTED,
    Sql,
    entries,
    entries_in_order,
    entries_with,
    entries_with_any,
)
from portal.search.sources import sources
from portal.search.visible import condition, hidden_entries, hidden_subjects

# So many hidden entries are named in a statement; beyond that each entry is asked again.
MOST_NAMED = 1000
# The second half numbers its rows, for the order of the first is nobody's promise.
_STATEMENT = """
    WITH found AS {kept} (
        SELECT id, group_id, subject, at, place, {is_open} AS is_open
        FROM ({fit}) AS fit WHERE {seen}
    )
    SELECT 'group' AS what, source, areas, is_open, number, 0 AS id FROM (
        SELECT group_id, is_open, COUNT(*) AS number
        FROM found WHERE {enough} GROUP BY group_id, is_open
    ) AS counted JOIN portal_searchgroup ON portal_searchgroup.id = group_id
    UNION ALL
    SELECT 'key', '', '', 0, ROW_NUMBER() OVER (ORDER BY {order}), id FROM (
        SELECT id, group_id, subject, at, is_open, place
        FROM found WHERE {enough} AND {wanted} ORDER BY {order} LIMIT %s OFFSET %s
    ) AS page
    UNION ALL
    SELECT what, name, basis, 0, 0, 0 FROM ({told}) AS told
"""
# Numbers only: PostgreSQL needs a third longer with a text among them.
_ORDER = "place, is_open DESC, at DESC, group_id DESC, subject DESC"
_MORE_THAN_HALF_OF_THE_BEST = "place * 2 < (SELECT MIN(place) FROM found)"
_ALL = "1 = 1"


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
        """The twin of `_wanted`."""
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
    # The sources of which nothing that was found can be hidden, but what was changed since.
    believed: beliefs.Believed = field(default_factory=dict)

    def in_doubt(self, asked: beliefs.Believed) -> dict[str, frozenset[int]]:
        """Return what of the believed sources was changed, and has not been asked for."""
        found = {group.source for group in self.groups}
        doubtful = {name: self.believed[name] for name in found & self.believed.keys()}
        left = {name: keys - asked.get(name, frozenset()) for name, keys in doubtful.items()}
        return {name: keys for name, keys in left.items() if keys}


@dataclass(frozen=True)
class Doubt:
    """What few rows have changed since the comparison, and which of their entries are hidden.

    Asked first, so that what fits need not be looked for twice.
    """

    changed: beliefs.Believed = field(default_factory=dict)
    hidden: tuple[int, ...] = ()

    @classmethod
    def of(cls, at: datetime) -> Doubt:
        changed = beliefs.changed(at)
        return cls(changed, tuple(hidden_subjects(at, changed)))


@dataclass(frozen=True)
class Lookup:
    """Words to be looked for at a moment: all of them, or any; without words everything fits."""

    terms: Sequence[Term]
    at: datetime
    any_is_enough: bool = False
    doubt: Doubt = Doubt()

    def see(self, part: Part) -> Seen:
        """Return what may be seen now: what is not believed is asked of the apps' tables.

        Of any words, what is found without the hidden may be of other sources: they are asked then.
        """
        hidden, changed = list(self.doubt.hidden), dict(self.doubt.changed)
        seen, asked = self._run(part, self._less(hidden)), set[str]()
        while more := self._hidden(seen, asked, changed):
            hidden += more
            seen = self._run(part, self._less(hidden))
        return seen

    def _hidden(self, seen: Seen, asked: set[str], changed: dict[str, frozenset[int]]) -> list[int]:
        """Return what may not be seen of what was found, of what was not asked before."""
        doubtful = seen.in_doubt(changed)
        changed |= {name: keys | changed.get(name, keys) for name, keys in doubtful.items()}
        hidden = hidden_subjects(self.at, doubtful)
        names = {group.source for group in seen.groups} - asked - seen.believed.keys()
        asked |= names
        if names:
            fit = self._fit() if self.terms else None
            count = sum(n for group, n in seen.groups.items() if group.source in names)
            hidden += hidden_entries(self.at, names, fit, count)
        return hidden

    def _run(self, part: Part, seen: Sql) -> Seen:
        fit, is_open, wanted = self._fitting(), self._is_open(), _wanted(part)
        told = beliefs.told(self.at)
        statement = _STATEMENT.format(
            # Everything there is costs less to be looked through twice than to be kept.
            kept="MATERIALIZED" if self.terms else "NOT MATERIALIZED",
            fit=fit.text, is_open=is_open.text, seen=seen.text,
            enough=_MORE_THAN_HALF_OF_THE_BEST if self.any_is_enough else _ALL,
            wanted=wanted.text, order=_ORDER, told=told.text,
        )  # fmt: skip
        parameters = [
            *is_open.parameters, *fit.parameters, *seen.parameters,
            *wanted.parameters, part.end - part.start, part.start, *told.parameters,
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            rows = cursor.fetchall()
        groups = {Group(*values): number for what, *values, number, _key in rows if what == "group"}
        keys = sorted((number, key) for what, *_values, number, key in rows if what == "key")
        believed = beliefs.believed(row[:3] for row in rows if row[0] not in ("group", "key"))
        return Seen(groups, [key for _number, key in keys], believed)

    def _fitting(self) -> Sql:
        """Return what fits with its place in the order: most words first, or all in the title."""
        if not self.terms:
            return Sql(f"SELECT {COUNTED}, 0 AS place FROM ({entries()}) AS entries", [])  # noqa: S608
        if not self.any_is_enough:
            return entries_in_order(self.terms)
        text, parameters = self._fit()
        return Sql(
            f"SELECT {COUNTED}, -matched AS place FROM ({text}) AS fit"  # noqa: S608
            f" CROSS JOIN ({entries()}) AS entries WHERE id = entry_id",
            parameters,
        )

    def _fit(self) -> Sql:
        return entries_with_any(self.terms) if self.any_is_enough else entries_with(self.terms)

    def _is_open(self) -> Sql:
        at = connection.ops.adapt_datetimefield_value(self.at)
        return Sql("CASE WHEN opens_at <= %s AND closes_at > %s THEN 1 ELSE 0 END", [at, at])

    def _less(self, hidden: Collection[int]) -> Sql:
        """Return the condition that leaves out what is hidden."""
        if not hidden:
            return Sql(_ALL, [])
        if len(hidden) <= MOST_NAMED:
            return Sql(f"id NOT IN ({', '.join(map(str, hidden))})", [])
        text, parameters = condition(self.at, sources())
        return Sql(
            f"id IN (SELECT id FROM portal_searchentry WHERE {text})",  # noqa: S608
            parameters,
        )


def _wanted(part: Part) -> Sql:
    """Return the condition for what was found to be on the list."""
    filters, conditions, parameters = part.filters, list[str](), list[Any]()
    if filters.kind:
        named = [name for name, source in sources().items() if source.kind.code == filters.kind]
        conditions.append(f"source IN ({', '.join(['%s'] * len(named))})")
        parameters += named
    if filters.area is not None:
        conditions.append("areas LIKE %s")
        parameters.append(f"% {filters.area} %")
    if conditions:
        groups = f"SELECT id FROM portal_searchgroup WHERE {' AND '.join(conditions)}"  # noqa: S608
        conditions = [f"group_id IN ({groups})"]
    if filters.only_open:
        conditions.append("is_open = 1")
    return Sql(" AND ".join(conditions) or _ALL, parameters)
