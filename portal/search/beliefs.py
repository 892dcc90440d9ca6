"""When the index may be believed: nothing that can hide something was written to since.

A source is believed when the worker has compared all of its entries with the apps' tables and found
none that may not be seen, when no change of those tables has been noted since, and when no moment
has come by which time alone hides something. A question reads that in the very statement that
counts, so both are of one instant. Everything else is asked live. Where a few rows of the source's
own table have changed, the entries of those rows are asked live, and the others are believed.

- A note stands in the transaction of its change. It is deleted only by who has begun to compare
  after it could be read, so a change that is not in the comparison still has its note.
- Each comparison puts a note of its own beside the others first, and must find it again when it
  ends: of two at once only one is kept, and one that was overtaken says nothing.
- Another release may ask otherwise: its findings have another basis and are not believed.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from portal.search.backends import Sql
from portal.search.basis import basis_of, marks_of
from portal.search.sources import sources
from portal.search.visible import adapted, hidden_entries
from portal.search.watching import NOTES, watch, watched_tables

logger = logging.getLogger(__name__)

BELIEFS = "portal_searchbelief"
BELIEF, CHANGE = "belief", "change"
_AT_ONCE = 1000
# More rows than these are not asked one by one.
_MOST_ROWS = 100
_LISTED = {
    "sqlite": "GROUP_CONCAT(row_key, ' ')",
    "postgresql": "STRING_AGG(row_key::text, ' ')",
}
# The subjects that have changed since, by source.
Believed = Mapping[str, frozenset[int]]


class Overtaken(Exception):
    """Somebody else has compared at the same time."""


# --- A question -------------------------------------------------------------------------------
def told(at: datetime) -> Sql:
    """Return what selects, for a question: (BELIEF, source, basis) and (CHANGE, mark, keys).

    The keys are those of the rows that were changed; "" for many, or for nobody knows which.
    """
    moment = adapted(at)
    listed = _LISTED[connection.vendor]
    return Sql(
        f"SELECT '{BELIEF}' AS what, source AS name, basis FROM {BELIEFS}"  # noqa: S608
        f" WHERE checked_at <= %s AND holds_until > %s AND watch = ({watch()})"
        f" UNION ALL SELECT '{CHANGE}', changed, CASE WHEN COUNT(*) = COUNT(row_key)"
        f" AND COUNT(*) <= {_MOST_ROWS} THEN {listed} ELSE '' END FROM {NOTES} GROUP BY changed",
        [moment, moment],
    )


def believed(rows: Iterable[Sequence[Any]]) -> Believed:
    """Return the sources that may be believed but for some subjects, from what `told` selects."""
    rows = list(rows)
    noted = {name: keys for what, name, keys in rows if what == CHANGE}
    found = {}
    for what, name, basis in rows:
        if what != BELIEF or name not in sources() or basis != basis_of(name).digest:
            continue
        marks = marks_of(name) & noted.keys()
        if marks <= {basis_of(name).own_table} and all(noted[mark] for mark in marks):
            keys = " ".join(noted[mark] for mark in marks)
            found[name] = frozenset(map(int, keys.split()))
    return found


def changed(at: datetime) -> dict[str, frozenset[int]]:
    """Return the subjects that have changed of sources that are believed otherwise."""
    return {name: subjects for name, subjects in believed(_told(at)).items() if subjects}


def untouched(found: Believed) -> frozenset[str]:
    """Return the sources of which nothing at all has changed."""
    return frozenset(name for name, subjects in found.items() if not subjects)


# --- The worker -------------------------------------------------------------------------------
def compare(at: datetime) -> None:
    """Compare what is not believed with the apps' tables, and keep what was found.

    Costs one small query while nothing changes. Runs twice without harm, also at once, but not
    inside a transaction (RuntimeError): two could not see each other.
    """
    rows = _told(at)
    if untouched(believed(rows)) == sources().keys() and all(
        what == BELIEF for what, *_rest in rows
    ):
        return
    notes = _begin()
    # In this order: everything below is read after the notes, and the token before the tables.
    token, watched = _token(), watched_tables()
    held = untouched(believed(_told(at)))
    found = [
        (name, basis_of(name).digest, token, at, until)
        for name in sorted(sources().keys() - held)
        if (until := _holds_until(name, at, watched))
    ]
    with contextlib.suppress(Overtaken):
        _end(notes, held, found)


def _told(at: datetime) -> list[tuple[str, str, str]]:
    return _rows(told(at))


def _begin() -> list[int]:
    """Leave a note of our own that everybody can read; return all there are."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {NOTES} (changed) VALUES ('')")  # noqa: S608
    return [key for (key,) in _rows(Sql(f"SELECT id FROM {NOTES} ORDER BY id", []))]  # noqa: S608


def _token() -> str:
    ((token,),) = _rows(Sql(watch(), []))
    return str(token)


def _holds_until(name: str, at: datetime, watched: Collection[str]) -> datetime | None:
    """Return until when all entries of a source may be seen; None when nobody can say so."""
    try:
        if not basis_of(name).tables.issubset(watched) or hidden_entries(at, [name], None, 0):
            return None
        return basis_of(name).holds_until(at)
    except Exception as error:  # whatever an app's source does
        if not connection.is_usable():
            raise
        logger.error("Search index: %s was not compared: %s", name, type(error).__name__)
        return None


@transaction.atomic
def _end(notes: Sequence[int], held: Iterable[str], found: Sequence[tuple[Any, ...]]) -> None:
    """Keep what was found and forget the notes that it takes into account; all or nothing."""
    with connection.cursor() as cursor:
        for start in range(0, len(notes), _AT_ONCE):
            part = notes[start : start + _AT_ONCE]
            cursor.execute(f"DELETE FROM {NOTES} WHERE id IN ({_placeholders(part)})", part)  # noqa: S608
            if cursor.rowcount != len(part):
                raise Overtaken
        kept = sorted(held)
        among = f" WHERE source NOT IN ({_placeholders(kept)})" if kept else ""
        cursor.execute(f"DELETE FROM {BELIEFS}{among}", kept)  # noqa: S608
        for name, basis, token, at, until in found:
            cursor.execute(
                f"INSERT INTO {BELIEFS} (source, basis, watch, checked_at, holds_until)"  # noqa: S608
                " VALUES (%s, %s, %s, %s, %s)",
                [name, basis, token, adapted(at), adapted(until)],
            )


def _rows(statement: Sql) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.parameters)
        return cursor.fetchall()


def _placeholders(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
