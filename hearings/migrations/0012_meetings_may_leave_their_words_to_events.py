"""The first of three steps by which a meeting's words move to its event (2026-11-27)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("hearings", "0011_statements_are_asked_and_given"),
    ]

    operations = [
        migrations.RemoveConstraint("hearingmeeting", "meeting_ends_after_it_starts"),
        migrations.AlterField(
            "hearingmeeting", "title", models.CharField("titel", max_length=120, null=True)
        ),
        migrations.AlterField(
            "hearingmeeting", "starts_at", models.DateTimeField("begynder", null=True)
        ),
        migrations.AlterField(
            "hearingmeeting", "ends_at", models.DateTimeField("slutter", null=True)
        ),
        migrations.AlterField(
            "hearingmeeting", "place", models.CharField("sted", max_length=200, null=True)
        ),
        migrations.AlterField(
            "hearingmeeting", "text", models.TextField("om mødet", blank=True, null=True)
        ),
    ]
