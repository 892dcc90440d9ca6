"""A note of a change says which row it was: only what is found of that row is asked live.

The triggers are made after each `migrate` (portal.search.watching), these first.
"""

from django.db import migrations

ADD = "ALTER TABLE portal_searchchange ADD COLUMN row_key bigint NULL"
REMOVE = "ALTER TABLE portal_searchchange DROP COLUMN row_key"
FUNCTION = """
    CREATE FUNCTION portal_searchchange_note_row() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            INSERT INTO portal_searchchange (changed, row_key) VALUES (TG_TABLE_NAME, OLD.id);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO portal_searchchange (changed, row_key) VALUES (TG_TABLE_NAME, NEW.id);
        END IF;
        RETURN NULL;
    END
    $$
"""
TRIGGERS_OF_SQLITE = """
    SELECT name FROM sqlite_master
    WHERE type = 'trigger' AND substr(name, 1, 20) = 'portal_searchchange_'
"""


def make(_apps, schema_editor):
    schema_editor.execute(ADD)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)


def take_back(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(TRIGGERS_OF_SQLITE)
            names = [name for (name,) in cursor.fetchall()]
        for name in names:
            schema_editor.execute(f"DROP TRIGGER {name}")
    else:
        schema_editor.execute("DROP FUNCTION portal_searchchange_note_row() CASCADE")
    schema_editor.execute(REMOVE)


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_what_is_counted_stands_beside_the_words")]

    operations = [migrations.RunPython(make, take_back)]
