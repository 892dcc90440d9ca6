"""The one place that knows which database it is: entries whose words fit, as a subquery.

Stems are letters, digits and "_" only (core.search.words), and quoted all the same.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from core.search.words import Term

# Of each entry that fits, what a question reads.
COUNTED = "id, group_id, subject, at, opens_at, closes_at"


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
    column = "title_vector" if in_title else "vector"
    return Sql(
        f"SELECT entry_id FROM portal_searchtext_fts WHERE {column} @@ %s::tsquery",  # noqa: S608
        [_tsquery(terms)],
    )


def _tsquery(terms: Sequence[Term]) -> str:
    return " & ".join(f"'{term.stem}'{':*' if term.is_beginning else ''}" for term in terms)


def entries() -> str:
    """Return what selects of every entry that which a question counts and puts in order.

    PostgreSQL has it beside its vectors, in front of them: there, nothing else has to be read, and
    to join the words to their entries would cost as much as to find them.
    """
    if connection.vendor == "sqlite":
        return f"SELECT {COUNTED} FROM portal_searchentry"  # noqa: S608
    return f"SELECT entry_id AS {COUNTED} FROM portal_searchtext_fts"  # noqa: S608


def entries_in_order(terms: Sequence[Term]) -> Sql:
    """Return what selects the entries in which every term stands, with their `place`.

    That is 0 where every term stands in the title, else 1.
    """
    if connection.vendor == "sqlite":
        fit, titled = entries_with(terms), entries_with(terms, in_title=True)
        return Sql(
            f"SELECT {COUNTED}, CASE WHEN id IN ({titled.text}) THEN 0 ELSE 1 END AS place"  # noqa: S608
            f" FROM ({fit.text}) AS fit CROSS JOIN portal_searchentry WHERE id = entry_id",
            [*titled.parameters, *fit.parameters],
        )
    words = _tsquery(terms)
    return Sql(
        f"SELECT entry_id AS {COUNTED},"  # noqa: S608
        " CASE WHEN title_vector @@ %s::tsquery THEN 0 ELSE 1 END AS place"
        " FROM portal_searchtext_fts WHERE vector @@ %s::tsquery",
        [words, words],
    )


def entries_with_any(terms: Sequence[Term]) -> Sql:
    """Return what selects `entry_id` and `matched`: how many of the terms stand in the entry."""
    asked = [entries_with([term]) for term in terms]
    each = " UNION ALL ".join(text for text, _parameters in asked)
    return Sql(
        f"SELECT entry_id, COUNT(*) AS matched FROM ({each}) AS single GROUP BY entry_id",  # noqa: S608
        [value for _text, parameters in asked for value in parameters],
    )
