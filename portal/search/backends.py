"""The one place that knows which database it is: entries whose words fit, as a subquery.

Stems are letters, digits and "_" only (core.search.words), and quoted all the same.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from core.search.words import Term


def entries_with(
    terms: Sequence[Term], *, in_title: bool = False, any_is_enough: bool = False
) -> RawSQL:
    """Return the keys of the entries in which every term stands (or any), for `pk__in`."""
    ask = _sqlite if connection.vendor == "sqlite" else _postgresql
    return ask(terms, in_title, any_is_enough)


def _sqlite(terms: Sequence[Term], in_title: bool, any_is_enough: bool) -> RawSQL:
    between = " OR " if any_is_enough else " AND "
    words = between.join(f'"{term.stem}"{"*" if term.is_beginning else ""}' for term in terms)
    column = "title_stems" if in_title else "stems"
    return RawSQL(
        "SELECT rowid FROM portal_searchtext_fts WHERE portal_searchtext_fts MATCH %s",
        [f"{column} : ({words})"],
    )


def _postgresql(terms: Sequence[Term], in_title: bool, any_is_enough: bool) -> RawSQL:
    between = " | " if any_is_enough else " & "
    words = between.join(f"'{term.stem}'{':*' if term.is_beginning else ''}" for term in terms)
    column = "title_vector" if in_title else "vector"
    return RawSQL(  # noqa: S611  (no word of it comes from outside)
        f"SELECT entry_id FROM portal_searchtext WHERE {column} @@ %s::tsquery",  # noqa: S608
        [words],
    )
