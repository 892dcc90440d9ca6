"""The one place that knows which database it is: entries whose words fit, as a subquery.

Stems are letters, digits and "_" only (core.search.words), and quoted all the same.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from core.search.words import Term


class Sql(NamedTuple):
    """A piece of a statement with its parameters."""

    text: str
    parameters: list[Any]


def entries_with(terms: Sequence[Term], *, in_title: bool = False) -> Sql:
    """Return what selects `entry_id` of the entries in which every term stands."""
    ask = _sqlite if connection.vendor == "sqlite" else _postgresql
    return ask(terms, in_title)


def _sqlite(terms: Sequence[Term], in_title: bool) -> Sql:
    words = " AND ".join(f'"{term.stem}"{"*" if term.is_beginning else ""}' for term in terms)
    column = "title_stems" if in_title else "stems"
    return Sql(
        "SELECT rowid AS entry_id FROM portal_searchtext_fts WHERE portal_searchtext_fts MATCH %s",
        [f"{column} : ({words})"],
    )


def _postgresql(terms: Sequence[Term], in_title: bool) -> Sql:
    words = " & ".join(f"'{term.stem}'{':*' if term.is_beginning else ''}" for term in terms)
    column = "title_vector" if in_title else "vector"
    return Sql(
        f"SELECT entry_id FROM portal_searchtext_fts WHERE {column} @@ %s::tsquery",  # noqa: S608
        [words],
    )


def entries_with_any(terms: Sequence[Term]) -> Sql:
    """Return what selects `entry_id` and `matched`: how many of the terms stand in the entry."""
    asked = [entries_with([term]) for term in terms]
    each = " UNION ALL ".join(text for text, _parameters in asked)
    return Sql(
        f"SELECT entry_id, COUNT(*) AS matched FROM ({each}) AS single GROUP BY entry_id",  # noqa: S608
        [value for _text, parameters in asked for value in parameters],
    )
