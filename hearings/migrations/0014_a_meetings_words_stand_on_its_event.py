"""The code forgets the five columns; the table keeps them, empty, until the next release.

2026-11-27: dropped in the release after this one, by removing them from the table itself.
"""

import django.db.models.deletion
from django.db import migrations, models

FORGOTTEN = ("title", "starts_at", "ends_at", "place", "text")


class Migration(migrations.Migration):
    dependencies = [("hearings", "0013_every_meeting_has_an_event")]

    operations = [
        migrations.AlterModelOptions(
            "hearingmeeting",
            {
                "ordering": ["event__starts_at", "pk"],
                "verbose_name": "møde",
                "verbose_name_plural": "møder",
            },
        ),
        migrations.AlterField(
            "hearingmeeting",
            "event",
            models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hearing_meeting",
                to="events.event",
                verbose_name="arrangement",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("hearingmeeting", name) for name in FORGOTTEN
            ],
        ),
    ]
