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
        entry_id bigint PRIMARY KEY REFERENCES portal_searchtext ON DELETE CASCADE,
        title_vector tsvector NOT NULL,
        vector tsvector NOT NULL
    )
    """,
    # Vectors stay in their rows instead of being packed away: see 0002.
    "ALTER TABLE portal_searchtext_fts SET (toast_tuple_target = 8160)",
    """
    CREATE FUNCTION portal_searchtext_fts_write() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO portal_searchtext_fts (entry_id, title_vector, vector)
        VALUES (
            NEW.entry_id,
            array_to_tsvector(string_to_array(NEW.title_stems, ' ')),
            array_to_tsvector(string_to_array(NEW.stems, ' '))
        )
        ON CONFLICT (entry_id) DO UPDATE
        SET title_vector = excluded.title_vector, vector = excluded.vector;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER portal_searchtext_fts_written AFTER INSERT OR UPDATE ON portal_searchtext
    FOR EACH ROW EXECUTE FUNCTION portal_searchtext_fts_write()
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
    "DROP TRIGGER portal_searchtext_fts_written ON portal_searchtext",
    "DROP FUNCTION portal_searchtext_fts_write",
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
