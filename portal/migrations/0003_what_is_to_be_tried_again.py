from django.db import migrations, models


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
    ]
