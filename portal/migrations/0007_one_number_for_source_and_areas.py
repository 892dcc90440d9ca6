"""What is counted together gets a number; the entries that there are get theirs here."""

import django.db.models.deletion
from django.db import migrations, models

FILL = [
    """
    INSERT INTO portal_searchgroup (source, areas)
    SELECT DISTINCT source, areas FROM portal_searchentry ORDER BY source, areas
    """,
    """
    UPDATE portal_searchentry SET group_id = (
        SELECT id FROM portal_searchgroup
        WHERE portal_searchgroup.source = portal_searchentry.source
        AND portal_searchgroup.areas = portal_searchentry.areas
    )
    """,
]


class Migration(migrations.Migration):
    dependencies = [("portal", "0006_what_has_changed_since_it_was_compared")]

    operations = [
        migrations.CreateModel(
            name="SearchGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=30)),
                ("areas", models.TextField(blank=True)),
            ],
        ),
        migrations.AddConstraint(
            "searchgroup",
            models.UniqueConstraint(fields=["source", "areas"], name="search_group_stands_once"),
        ),
        migrations.AddField(
            "searchentry",
            "group",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="portal.searchgroup",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
