from django.db import migrations

QUESTIONS = "Hvad er du glad for i udkastet?\nHvad kunne flytte noget?\nHvad savner du i udkastet?"


def mark_prehearing(apps, schema_editor):
    """The kind was known by its code before; what staff have written stays."""
    kinds = apps.get_model("hearings", "HearingKind").objects.filter(code="foer-hoering")
    kinds.update(is_prehearing=True)
    kinds.filter(guiding_questions="").update(guiding_questions=QUESTIONS)


class Migration(migrations.Migration):
    dependencies = [("hearings", "0006_objection_may_lapse")]

    operations = [migrations.RunPython(mark_prehearing, migrations.RunPython.noop)]
