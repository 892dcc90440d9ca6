"""The reference data: loaded once, kept beside the tables, put back after a test that wrote.

Django empties every table after a test whose writes cannot be rolled back, and makes content types
and permissions anew: seconds for each. Most tests leave a handful of rows in a handful of tables.
"""

from collections.abc import Iterable

from django.core.cache import caches
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from portal.search.beliefs import BELIEFS
from portal.search.watching import NOTES

_KEPT = "kept_"


def load_reference_data() -> None:
    """Load it as an operator does, and keep a copy of each table that has rows then."""
    call_command("load_reference_data", verbosity=0)
    caches["default"].clear()
    with connection.cursor() as cursor:
        for table in with_rows(_tables()):
            cursor.execute(f"DROP TABLE IF EXISTS {_quoted(_KEPT + table)}")
            cursor.execute(
                f"CREATE TABLE {_quoted(_KEPT + table)} AS SELECT * FROM {_quoted(table)}"
            )


def put_back(*_case: object) -> None:
    """Leave every table as `load_reference_data` did, by the fewest statements.

    Foreign keys are checked at the end: the order does not matter.
    """
    tables = _tables()
    kept = {table for table in tables if _KEPT + table in connection.introspection.table_names()}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in with_rows(tables):
            if table not in kept:
                cursor.execute(f"DELETE FROM {_quoted(table)}")
        different = [table for table in sorted(kept) if _differs(table)]
        for table in different:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
            cursor.execute(f"INSERT INTO {_quoted(table)} SELECT * FROM {_quoted(_KEPT + table)}")
        for table in (BELIEFS, NOTES):
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        models = connection.introspection.installed_models(different)
        # A test that flushes lets the numbers begin anew.
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    caches["default"].clear()


def _tables() -> list[str]:
    return sorted(connection.introspection.django_table_names(include_views=False))


def with_rows(tables: Iterable[str]) -> list[str]:
    """Return those that have rows, at one question."""
    asked = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {_quoted(table)})" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


def _differs(table: str) -> bool:
    now, then = _quoted(table), _quoted(_KEPT + table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT * FROM {now} EXCEPT SELECT * FROM {then}) "
            f"OR EXISTS (SELECT * FROM {then} EXCEPT SELECT * FROM {now})"
        )
        return bool(cursor.fetchone()[0])


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
