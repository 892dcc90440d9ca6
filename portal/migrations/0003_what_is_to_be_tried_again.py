"""The search knows which files to try again, and keeps only what a title is made of.

The index is a copy and is read anew by the next runs: what older rows hold as the titles of
answers would be taken for names.
"""

from django.db import migrations, models


def empty(apps, _schema_editor):
    for name in ("SearchText", "SearchEntry", "SearchWord"):
        apps.get_model("portal", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_words_found_by_the_database")]

    operations = [
        migrations.AlterField(
            model_name="searchentry",
            name="state",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="read_again_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="searchstate",
            name="finished_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(empty, migrations.RunPython.noop),
    ]
