"""What has changed since the index was compared with the apps' tables, and what that comparison
found.

No models: a fixture that is loaded, or a test that flushes, leaves both tables alone. Their rows
are written by triggers on the tables that can hide something (portal.search.watching), which are
made after every `migrate`: Django remakes tables on SQLite, and their triggers go with the old one.
"""

from django.db import migrations

# Numbers are never used twice: whoever deletes one means one change.
SQLITE = [
    """
    CREATE TABLE portal_searchchange (
        id integer PRIMARY KEY AUTOINCREMENT,
        changed text NOT NULL
    )
    """,
    """
    CREATE TABLE portal_searchbelief (
        source varchar(30) PRIMARY KEY,
        basis varchar(64) NOT NULL,
        watch text NOT NULL,
        checked_at datetime NOT NULL,
        holds_until datetime NOT NULL
    )
    """,
]
POSTGRESQL = [
    """
    CREATE TABLE portal_searchchange (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        changed text NOT NULL
    )
    """,
    """
    CREATE TABLE portal_searchbelief (
        source varchar(30) PRIMARY KEY,
        basis varchar(64) NOT NULL,
        watch text NOT NULL,
        checked_at timestamptz NOT NULL,
        holds_until timestamptz NOT NULL
    )
    """,
    """
    CREATE FUNCTION portal_searchchange_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO portal_searchchange (changed) VALUES (TG_TABLE_NAME);
        RETURN NULL;
    END
    $$
    """,
    # Of the index itself only the source is told whose row it is.
    """
    CREATE FUNCTION portal_searchchange_note_source() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            INSERT INTO portal_searchchange (changed) VALUES (TG_TABLE_NAME || ' ' || OLD.source);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO portal_searchchange (changed) VALUES (TG_TABLE_NAME || ' ' || NEW.source);
        END IF;
        RETURN NULL;
    END
    $$
    """,
]
TABLES = [
    "DROP TABLE portal_searchbelief",
    "DROP TABLE portal_searchchange",
]
TRIGGERS_OF_SQLITE = """
    SELECT name FROM sqlite_master
    WHERE type = 'trigger' AND substr(name, 1, 20) = 'portal_searchchange_'
"""


def make(_apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def take_back(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(TRIGGERS_OF_SQLITE)
            names = [name for (name,) in cursor.fetchall()]
        before = [f"DROP TRIGGER {name}" for name in names]
    else:
        functions = "portal_searchchange_note(), portal_searchchange_note_source()"
        before = [f"DROP FUNCTION {functions} CASCADE"]
    for statement in [*before, *TABLES]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_what_the_fixed_pages_say")]

    operations = [migrations.RunPython(make, take_back)]
