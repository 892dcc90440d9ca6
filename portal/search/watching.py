"""The triggers that note every change of a table that can hide something, for each database.

A note is written in the transaction of the change itself, so nobody can see the one without the
other. It is only ever added: to look first whether there is one already would be a race.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004  (Django's name)
from django.db import DEFAULT_DB_ALIAS, connection, transaction

from portal.search.basis import ENTRIES, tables_of_all

NOTES = "portal_searchchange"
EVENTS = ("INSERT", "UPDATE", "DELETE")
# What tells that the triggers are those that were there when the index was compared. SQLite counts
# every change of its schema; a trigger of PostgreSQL that is switched off is not counted, and one
# that was made again has another number.
WATCH = {
    "sqlite": "SELECT CAST(schema_version AS text) FROM pragma_schema_version",
    "postgresql": f"""
        SELECT COALESCE(STRING_AGG(oid::text, ' ' ORDER BY oid), '') FROM pg_trigger
        WHERE tgname IN ('{NOTES}', '{NOTES}_emptied') AND tgenabled = 'A'
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
    return {table for table, names in there.items() if names >= _names(table)}


def install(using: str = DEFAULT_DB_ALIAS, plan: Sequence[object] = (), **_kwargs: Any) -> None:
    """Make the triggers that are missing, take away those that nothing needs; after each migrate.

    After migrations (`plan`) every table counts as changed: some change rows as no trigger sees it.
    """
    if using != DEFAULT_DB_ALIAS:
        return
    existing = set(connection.introspection.table_names())
    if NOTES not in existing:  # migrated back, or not so far yet
        return
    wanted = tables_of_all() & existing
    there = _triggers()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in sorted(there.keys() - wanted):
            for name in there[table]:
                cursor.execute(_drop(table, name))
        for table in sorted(wanted - watched_tables()):
            for statement in _create(table):
                cursor.execute(statement)
        for table in sorted(wanted if plan else ()):
            cursor.execute(f"INSERT INTO {NOTES} (changed) VALUES (%s)", [table])  # noqa: S608


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


def _names(table: str) -> set[str]:
    if connection.vendor == "postgresql":
        return {NOTES, f"{NOTES}_emptied"} if table == ENTRIES else {NOTES}
    return {f"{NOTES}_{event.lower()}_{table}" for event in EVENTS}


def _drop(table: str, name: str) -> str:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER {name.removesuffix(' (off)')}{on}"


def _create(table: str) -> list[str]:
    return _of_postgresql(table) if connection.vendor == "postgresql" else _of_sqlite(table)


def _of_sqlite(table: str) -> list[str]:
    """SQLite has triggers of rows only: each writes a note, of the index with its source."""
    sources = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}
    statements = []
    for event in EVENTS:
        notes = [f"('{table}')"]
        if table == ENTRIES:
            notes = [f"('{table} ' || {row}.source)" for row in sources[event]]
        statements.append(
            f"CREATE TRIGGER IF NOT EXISTS {NOTES}_{event.lower()}_{table} "  # noqa: S608
            f"AFTER {event} ON {table} BEGIN "
            f"INSERT INTO {NOTES} (changed) VALUES {', '.join(notes)}; END"
        )
    return statements


def _of_postgresql(table: str) -> list[str]:
    """One note for a statement, of the index one for a row; also when it came by replication."""
    every = " OR ".join(EVENTS)
    made = {NOTES: (f"{every} OR TRUNCATE", "STATEMENT", f"{NOTES}_note")}
    if table == ENTRIES:
        made = {
            NOTES: (every, "ROW", f"{NOTES}_note_source"),
            f"{NOTES}_emptied": ("TRUNCATE", "STATEMENT", f"{NOTES}_note"),
        }
    statements = []
    for name, (events, each, function) in made.items():
        fired = f"AFTER {events} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
        statements += [
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} {fired}",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements
