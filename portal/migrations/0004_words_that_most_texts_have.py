"""What makes a word that most texts have affordable.

An index of all that is compared with the subjects' own tables. And PostgreSQL's vectors in a table
of their own, as SQLite's index is one: whoever looks for such a word goes through all its rows,
and beside the texts they are three times as wide. Kept by triggers; gone with the text.
"""

from django.db import migrations, models

APART = [
    "DROP INDEX portal_searchtext_title_vector",
    "DROP INDEX portal_searchtext_vector",
    "ALTER TABLE portal_searchtext DROP COLUMN title_vector, DROP COLUMN vector",
    "ALTER TABLE portal_searchtext RESET (toast_tuple_target)",
    """
    CREATE TABLE portal_searchtext_fts (
        entry_id bigint PRIMARY KEY,
        title_vector tsvector NOT NULL,
        vector tsvector NOT NULL
    )
    """,
    # Vectors stay in their rows instead of being packed away: see 0002.
    "ALTER TABLE portal_searchtext_fts SET (toast_tuple_target = 8160)",
    # No foreign key: a table that another one points at cannot be emptied by TRUNCATE.
    """
    CREATE FUNCTION portal_searchtext_fts_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM portal_searchtext_fts;
        ELSIF TG_OP = 'DELETE' THEN
            DELETE FROM portal_searchtext_fts WHERE entry_id = OLD.entry_id;
        ELSE
            INSERT INTO portal_searchtext_fts (entry_id, title_vector, vector)
            VALUES (
                NEW.entry_id,
                array_to_tsvector(string_to_array(NEW.title_stems, ' ')),
                array_to_tsvector(string_to_array(NEW.stems, ' '))
            )
            ON CONFLICT (entry_id) DO UPDATE
            SET title_vector = excluded.title_vector, vector = excluded.vector;
        END IF;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER portal_searchtext_fts_changed
    AFTER INSERT OR UPDATE OR DELETE ON portal_searchtext
    FOR EACH ROW EXECUTE FUNCTION portal_searchtext_fts_follow()
    """,
    """
    CREATE TRIGGER portal_searchtext_fts_emptied AFTER TRUNCATE ON portal_searchtext
    FOR EACH STATEMENT EXECUTE FUNCTION portal_searchtext_fts_follow()
    """,
    """
    INSERT INTO portal_searchtext_fts (entry_id, title_vector, vector)
    SELECT
        entry_id,
        array_to_tsvector(string_to_array(title_stems, ' ')),
        array_to_tsvector(string_to_array(stems, ' '))
    FROM portal_searchtext
    """,
    "CREATE INDEX portal_searchtext_title_vector ON portal_searchtext_fts USING gin (title_vector)",
    "CREATE INDEX portal_searchtext_vector ON portal_searchtext_fts USING gin (vector)",
]
TOGETHER = [
    "DROP TRIGGER portal_searchtext_fts_changed ON portal_searchtext",
    "DROP TRIGGER portal_searchtext_fts_emptied ON portal_searchtext",
    "DROP FUNCTION portal_searchtext_fts_follow",
    "DROP TABLE portal_searchtext_fts",
    "ALTER TABLE portal_searchtext SET (toast_tuple_target = 8160)",
    """
    ALTER TABLE portal_searchtext
        ADD COLUMN title_vector tsvector
            GENERATED ALWAYS AS (array_to_tsvector(string_to_array(title_stems, ' '))) STORED,
        ADD COLUMN vector tsvector
            GENERATED ALWAYS AS (array_to_tsvector(string_to_array(stems, ' '))) STORED
    """,
    "CREATE INDEX portal_searchtext_title_vector ON portal_searchtext USING gin (title_vector)",
    "CREATE INDEX portal_searchtext_vector ON portal_searchtext USING gin (vector)",
]


def _run(statements):
    def run(_apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_what_is_to_be_tried_again")]

    operations = [
        migrations.AddIndex(
            "searchentry",
            models.Index(
                fields=["source", "subject", "guard", "version", "newest"],
                name="search_entry_with_its_guards",
            ),
        ),
        migrations.RunPython(_run(APART), _run(TOGETHER)),
    ]
