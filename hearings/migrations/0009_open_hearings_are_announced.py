"""A hearing that is open already when announcements come into use is no news."""

from django.db import migrations
from django.utils import timezone

OPENED = "hearings.opened"


def remember_openings(apps, schema_editor):
    Hearing = apps.get_model("hearings", "Hearing")
    Announcement = apps.get_model("notifications", "Announcement")
    now = timezone.now()
    opened = Hearing.objects.exclude(status="draft").filter(opens_at__lte=now)
    Announcement.objects.bulk_create(
        [
            Announcement(
                kind=OPENED,
                about_model="hearings.hearing",
                about_pk=str(hearing.pk),
                feed_id=hearing.feed_id,
                dedup_key=f"{OPENED}:hearings.hearing:{hearing.pk}:",
                created_at=hearing.opens_at,
                finished_at=now,
            )
            for hearing in opened
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("hearings", "0008_hearing_has_a_thread"),
        ("notifications", "0003_notices_and_preferences"),
    ]

    operations = [migrations.RunPython(remember_openings, migrations.RunPython.noop)]
