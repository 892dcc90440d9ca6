"""On what it rests that a source's entries may be seen: tables, and moments in their columns.

Read from the statement itself as the database gets it, so that a table or a column that a source
asks tomorrow counts without anybody saying so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import DateTimeField, Min, Model

from core.clock import end_of_day, local_date
from portal.models import SearchEntry
from portal.search.sources import sources
from portal.search.visible import NEVER, adapted, compiled

ENTRIES = SearchEntry._meta.db_table
# What the notes of changes say; findings that rest on others are not believed.
NOTES_SAY = "row"
# A column compared with the moment of the question; nothing else may be done with that.
_COMPARED = re.compile(r'"(\w+)" (?:<|<=|>|>=) $')


@dataclass(frozen=True)
class Basis:
    """What has to stay as it is for the answers to stay; a table of the index by source."""

    # Another release may ask otherwise: it does not believe what this one has found.
    digest: str
    tables: frozenset[str]
    # The source's own table, when each row of it decides about its own entry alone; else "".
    own_table: str
    # Every column by which time alone can change an answer.
    moments: frozenset[tuple[type[Model], str]]
    has_days: bool
    # The moment is used otherwise than compared: nobody can say until when an answer holds.
    is_foreseeable: bool = True

    def holds_until(self, at: datetime) -> datetime | None:
        """Return the moment at which time may change an answer that was right at `at`.

        None when it is not known. The end of the day for what compares days.
        """
        if not self.is_foreseeable:
            return None
        found = [end_of_day(local_date(at))] if self.has_days else []
        for model, column in self.moments:
            later = model._base_manager.filter(**{f"{column}__gte": at})  # noqa: SLF001
            if first := later.aggregate(first=Min(column))["first"]:
                found.append(first)
        return min(found, default=NEVER)


def basis_of(name: str) -> Basis:
    return _basis_of(connection.vendor, name)


def tables_of_all() -> frozenset[str]:
    """Return every table that can hide something."""
    return frozenset[str]().union(*(basis_of(name).tables for name in sources()))


def columns_of(table: str) -> frozenset[str]:
    """Return the columns of a table that a source may ask for.

    A column of the same name in another table is one too many, at worst.
    """
    return _columns_of(connection.vendor, table)


@lru_cache(maxsize=500)
def _columns_of(_vendor: str, table: str) -> frozenset[str]:
    texts = [compiled((name,))[0] for name in sources() if table in basis_of(name).tables]
    named = set(re.findall(r'"(\w+)"', " ".join(texts)))
    columns = {
        str(field.column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table == table
        for field in model._meta.concrete_fields
    }
    return frozenset(columns & named)


@cache
def marks_of(name: str) -> frozenset[str]:
    """Return what stands in the list of changes when one of a source's tables was written to."""
    return basis_of(name).tables | {f"{ENTRIES} {name}"}


@lru_cache(maxsize=500)
def _basis_of(_vendor: str, name: str) -> Basis:
    text, parameters = compiled((name,))
    tables = _tables_in(text)
    columns, is_foreseeable = _moments_in(text, parameters)
    moments = frozenset(
        (model, field.name)
        for model in tables
        for field in model._meta.concrete_fields
        if field.column in columns and isinstance(field, DateTimeField)
    )
    known = {model._meta.get_field(name).column for model, name in moments}  # type: ignore[union-attr]
    return Basis(
        digest=blake2b(repr((NOTES_SAY, text, parameters)).encode(), digest_size=16).hexdigest(),
        tables=frozenset(model._meta.db_table for model in tables),
        own_table=_own_table(name, text),
        moments=moments,
        has_days=any(_is(value, local_date(NEVER)) for value in parameters),
        # What is computed on the way has the name of no column.
        is_foreseeable=is_foreseeable and columns <= known,
    )


def _own_table(name: str, text: str) -> str:
    """A table that is asked twice may hide one row because of another."""
    own: str = sources()[name].public(NEVER).model._meta.db_table
    return own if text.count(f'"{own}"') == 1 else ""


def _tables_in(text: str) -> list[type[Model]]:
    """Return whose tables are named; a column of the same name is one table too many, at worst."""
    words = set(re.findall(r"\w+", text))
    every: Iterable[type[Model]] = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.db_table in words]


def _moments_in(text: str, parameters: Sequence[Any]) -> tuple[set[str], bool]:
    """Return the columns that are compared with the moment, and whether that is all of its use.

    Of all the source's tables those count that have such a column: aliases are not resolved.
    """
    pieces = text.split("%s")[: len(parameters)]
    uses = [
        _COMPARED.search(piece)
        for piece, value in zip(pieces, parameters, strict=True)
        if _is(value, NEVER)
    ]
    return {use[1] for use in uses if use}, all(uses)


def _is(value: Any, moment: Any) -> bool:
    return type(value) is type(adapted(moment)) and value == adapted(moment)
