"""The triggers that note every change of a row that can hide something, for each database.

A note is written in the transaction of the change itself, so nobody can see the one without the
other. It is only ever added: to look first whether there is one already would be a race. Of a row
that was changed, only the columns count that a condition reads: a number that is counted up hides
nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004  (Django's name)
from django.db import DEFAULT_DB_ALIAS, connection, transaction

from portal.search.basis import ENTRIES, columns_of, tables_of_all

NOTES = "portal_searchchange"
# What tells that the triggers are those that were there when the index was compared. SQLite counts
# every change of its schema; a trigger of PostgreSQL that is switched off is not counted, and one
# that was made again has another number.
WATCH = {
    "sqlite": "SELECT CAST(schema_version AS text) FROM pragma_schema_version",
    "postgresql": f"""
        SELECT COALESCE(STRING_AGG(oid::text, ' ' ORDER BY oid), '') FROM pg_trigger
        WHERE tgname LIKE '{NOTES}%%' AND tgenabled = 'A'
    """,  # noqa: S608
}
_TRIGGERS = {
    "sqlite": f"""
        SELECT tbl_name, name FROM sqlite_master
        WHERE type = 'trigger' AND substr(name, 1, {len(NOTES) + 1}) = '{NOTES}_'
    """,  # noqa: S608
    "postgresql": f"""
        SELECT relname, tgname || CASE tgenabled WHEN 'A' THEN '' ELSE ' (off)' END
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgname LIKE '{NOTES}%%' AND pg_table_is_visible(tgrelid)
    """,  # noqa: S608
}


def watch() -> str:
    """Return the SQL of one value that changes when a trigger comes or goes."""
    return WATCH[connection.vendor]


def watched_tables() -> set[str]:
    """Return the tables of which every change is noted."""
    there = _triggers()
    return {table for table, names in there.items() if names >= _triggers_for(table).keys()}


def install(using: str = DEFAULT_DB_ALIAS, plan: Sequence[object] = (), **_kwargs: Any) -> None:
    """Make the triggers that are missing, take away those that nothing needs; after each migrate.

    After migrations (`plan`) every table counts as changed: some change rows as no trigger sees it.
    """
    if using != DEFAULT_DB_ALIAS:
        return
    existing = set(connection.introspection.table_names())
    if not _says_which_row(existing):  # migrated back, or not so far yet
        return
    wanted = tables_of_all() & existing
    there = _triggers()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in sorted(there):
            needed = _triggers_for(table).keys() if table in wanted else set[str]()
            for name in sorted(there[table] - needed):
                cursor.execute(_drop(table, name))
        for table in sorted(wanted):
            made = _triggers_for(table)
            for name in sorted(made.keys() - there.get(table, set())):
                for statement in made[name]:
                    cursor.execute(statement)
        for table in sorted(wanted if plan else ()):
            cursor.execute(f"INSERT INTO {NOTES} (changed) VALUES (%s)", [table])  # noqa: S608


def _says_which_row(existing: Collection[str]) -> bool:
    if NOTES not in existing:
        return False
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, NOTES)
    return any(column.name == "row_key" for column in columns)


def check_watched(databases: Iterable[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A table without its triggers makes the search slow: its sources are asked live each time."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    existing = set(connection.introspection.table_names())
    missing = sorted((tables_of_all() & existing) - watched_tables()) if NOTES in existing else []
    if not missing:
        return []
    return [
        Warning(
            f"Changes of {', '.join(missing)} are not noted: searching is right, but slow.",
            hint="Run manage.py migrate: it makes the triggers again.",
            id="portal.W001",
        )
    ]


def _triggers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        for table, name in cursor.fetchall():
            found.setdefault(table, set()).add(name)
    return found


def _drop(table: str, name: str) -> str:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER {name.removesuffix(' (off)')}{on}"


def _triggers_for(table: str) -> dict[str, list[str]]:
    """Return the statements that make each of a table's triggers, by its name.

    What a trigger does is in its name: one of an older release is made anew.
    """
    events = ("INSERT", "UPDATE", "DELETE")
    is_sqlite = connection.vendor == "sqlite"
    made = [(_of_sqlite if is_sqlite else _of_postgresql)(table, event) for event in events]
    if not is_sqlite:
        emptied = f"TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {NOTES}_note()"
        made.append(("emptied", emptied))
    found = {}
    for word, text in made:
        name = f"{NOTES}_{word}_{blake2b(text.encode(), digest_size=4).hexdigest()}"
        found[name] = [f"CREATE TRIGGER {name} AFTER {text}"]
        if not is_sqlite:
            found[name].append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    return found


def _of_sqlite(table: str, event: str) -> tuple[str, str]:
    rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
    if table == ENTRIES:  # of the index itself only the source is told whose row it is
        notes = [f"('{table} ' || {row}.source, NULL)" for row in rows]
    else:
        notes = [f"('{table}', {row}.id)" for row in rows]
    added = f"INSERT INTO {NOTES} (changed, row_key) VALUES {', '.join(notes)}"  # noqa: S608
    when = _when_it_matters(table, event)
    return f"{event.lower()}_{table}", f"{event} ON {table}{when} BEGIN {added}; END"


def _of_postgresql(table: str, event: str) -> tuple[str, str]:
    """Also for a change that came by replication."""
    function = f"{NOTES}_note_source" if table == ENTRIES else f"{NOTES}_note_row"
    when = _when_it_matters(table, event)
    return event.lower(), f"{event} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {function}()"


def _when_it_matters(table: str, event: str) -> str:
    """Return the condition that a column was changed that somebody asks for."""
    if event != "UPDATE" or table == ENTRIES:
        return ""
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    columns = sorted(columns_of(table))
    return " WHEN (" + " OR ".join(f'OLD."{c}" {differs} NEW."{c}"' for c in columns) + ")"
