from django.db import migrations


def give_threads(apps, _schema_editor):
    """Give a conversation to the hearings that were made before there were any."""
    Hearing = apps.get_model("hearings", "Hearing")
    Thread = apps.get_model("comments", "Thread")
    for hearing in Hearing.objects.filter(thread=None).only("pk", "department_id").iterator():
        thread = Thread.objects.create(department_id=hearing.department_id)
        Hearing.objects.filter(pk=hearing.pk).update(thread=thread)


class Migration(migrations.Migration):
    dependencies = [
        ("hearings", "0009_open_hearings_are_announced"),
        ("comments", "0001_initial"),
    ]

    operations = [
        # Back again, the column goes with its table.
        migrations.RunPython(give_threads, migrations.RunPython.noop),
    ]
