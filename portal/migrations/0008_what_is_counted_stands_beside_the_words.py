"""Every entry has its group, and PostgreSQL's vectors have beside them what a question counts.

A word that most texts have fits nearly every entry: to join the vectors to their entries, and to
keep the texts of those, cost more than to look for the word. Kept by triggers, as the vectors are.
"""

import django.db.models.deletion
from django.db import migrations, models

COPIED = "group_id, subject, at, opens_at, closes_at"
SELECTED = f"""
    SELECT
        entry_id, {COPIED},
        array_to_tsvector(string_to_array(title_stems, ' ')),
        array_to_tsvector(string_to_array(stems, ' '))
    FROM portal_searchtext JOIN portal_searchentry ON portal_searchentry.id = entry_id
"""  # noqa: S608
BESIDE = [
    "DROP TABLE portal_searchtext_fts",
    """
    CREATE TABLE portal_searchtext_fts (
        entry_id bigint PRIMARY KEY,
        group_id bigint NOT NULL,
        subject bigint NOT NULL,
        at timestamptz NOT NULL,
        opens_at timestamptz,
        closes_at timestamptz,
        title_vector tsvector NOT NULL,
        vector tsvector NOT NULL
    )
    """,
    # Vectors stay in their rows instead of being packed away: see 0002.
    "ALTER TABLE portal_searchtext_fts SET (toast_tuple_target = 8160)",
    f"""
    CREATE OR REPLACE FUNCTION portal_searchtext_fts_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM portal_searchtext_fts;
        ELSIF TG_OP = 'DELETE' THEN
            DELETE FROM portal_searchtext_fts WHERE entry_id = OLD.entry_id;
        ELSE
            INSERT INTO portal_searchtext_fts (entry_id, {COPIED}, title_vector, vector)
            {SELECTED} WHERE entry_id = NEW.entry_id
            ON CONFLICT (entry_id) DO UPDATE
            SET (group_id, subject, at, opens_at, closes_at, title_vector, vector) = (
                excluded.group_id, excluded.subject, excluded.at, excluded.opens_at,
                excluded.closes_at, excluded.title_vector, excluded.vector
            );
        END IF;
        RETURN NULL;
    END
    $$
    """,  # noqa: S608
    f"""
    CREATE FUNCTION portal_searchtext_fts_follow_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE portal_searchtext_fts
        SET ({COPIED}) = (NEW.group_id, NEW.subject, NEW.at, NEW.opens_at, NEW.closes_at)
        WHERE entry_id = NEW.id;
        RETURN NULL;
    END
    $$
    """,  # noqa: S608
    """
    CREATE TRIGGER portal_searchtext_fts_counted
    AFTER UPDATE ON portal_searchentry FOR EACH ROW WHEN (
        (OLD.group_id, OLD.subject, OLD.at, OLD.opens_at, OLD.closes_at)
        IS DISTINCT FROM (NEW.group_id, NEW.subject, NEW.at, NEW.opens_at, NEW.closes_at)
    ) EXECUTE FUNCTION portal_searchtext_fts_follow_entry()
    """,
    f"INSERT INTO portal_searchtext_fts (entry_id, {COPIED}, title_vector, vector) {SELECTED}",  # noqa: S608
    "CREATE INDEX portal_searchtext_title_vector ON portal_searchtext_fts USING gin (title_vector)",
    "CREATE INDEX portal_searchtext_vector ON portal_searchtext_fts USING gin (vector)",
    # Without it, the first questions would be planned as if the table were empty.
    "ANALYZE portal_searchtext_fts",
]
ALONE = [
    "DROP TRIGGER portal_searchtext_fts_counted ON portal_searchentry",
    "DROP FUNCTION portal_searchtext_fts_follow_entry",
    # As migration 0004 left it.
    """
    CREATE OR REPLACE FUNCTION portal_searchtext_fts_follow() RETURNS trigger LANGUAGE plpgsql AS $$
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
    ALTER TABLE portal_searchtext_fts
        DROP COLUMN group_id, DROP COLUMN subject, DROP COLUMN at,
        DROP COLUMN opens_at, DROP COLUMN closes_at
    """,
]


def _run(statements):
    def run(_apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_one_number_for_source_and_areas")]

    operations = [
        migrations.AlterField(
            "searchentry",
            "group",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="portal.searchgroup",
            ),
        ),
        migrations.RunPython(_run(BESIDE), _run(ALONE)),
    ]
