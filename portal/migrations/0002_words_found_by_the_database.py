"""The full-text index, as each database has it.

SQLite: an FTS5 table that reads portal_searchtext and is kept by triggers. Whoever lets Django
remake portal_searchtext (it does for most changes on SQLite) makes the triggers again after it.
PostgreSQL: generated columns with a GIN index. The stems are made by core.search: neither
database cuts words or endings, so both find the same.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE portal_searchtext_fts USING fts5(
        title_stems, stems, content='portal_searchtext', content_rowid='entry_id',
        tokenize="unicode61 remove_diacritics 0 tokenchars '_'", prefix='3 4 5'
    )
    """,
    """
    CREATE TRIGGER portal_searchtext_fts_added AFTER INSERT ON portal_searchtext BEGIN
        INSERT INTO portal_searchtext_fts(rowid, title_stems, stems)
        VALUES (new.entry_id, new.title_stems, new.stems);
    END
    """,
    """
    CREATE TRIGGER portal_searchtext_fts_removed AFTER DELETE ON portal_searchtext BEGIN
        INSERT INTO portal_searchtext_fts(portal_searchtext_fts, rowid, title_stems, stems)
        VALUES ('delete', old.entry_id, old.title_stems, old.stems);
    END
    """,
    """
    CREATE TRIGGER portal_searchtext_fts_changed AFTER UPDATE ON portal_searchtext BEGIN
        INSERT INTO portal_searchtext_fts(portal_searchtext_fts, rowid, title_stems, stems)
        VALUES ('delete', old.entry_id, old.title_stems, old.stems);
        INSERT INTO portal_searchtext_fts(rowid, title_stems, stems)
        VALUES (new.entry_id, new.title_stems, new.stems);
    END
    """,
    "INSERT INTO portal_searchtext_fts(portal_searchtext_fts) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER portal_searchtext_fts_added",
    "DROP TRIGGER portal_searchtext_fts_removed",
    "DROP TRIGGER portal_searchtext_fts_changed",
    "DROP TABLE portal_searchtext_fts",
]
# Vectors stay in their rows instead of being packed away: a word that most texts have is looked
# for in all of them, and to unpack each takes three times as long as to look.
POSTGRESQL = [
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
POSTGRESQL_BACK = [
    "ALTER TABLE portal_searchtext DROP COLUMN title_vector, DROP COLUMN vector",
    "ALTER TABLE portal_searchtext RESET (toast_tuple_target)",
]


def _run(statements):
    def run(_apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_what_can_be_found")]

    operations = [
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
