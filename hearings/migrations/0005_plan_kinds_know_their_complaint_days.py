"""What was installed before the columns came gets the values that a new installation is given.

Only where the column still holds its default: what staff have written stays.
"""

from django.db import migrations

PLANS = ["kommuneplan", "kommuneplantillaeg", "lokalplan", "lokalplan-mindre"]
COMPLAINT_DAYS = 28
WHITE_PAPER_DAYS = {
    "kommuneplan": 84,
    "idefase": 42,
    "skolelukning": 28,
    "budget": 14,
    "foer-hoering": 42,
}


def fill(apps, _schema_editor):
    kinds = apps.get_model("hearings", "HearingKind").objects
    kinds.filter(code__in=PLANS, complaint_days=0).exclude(complaint_guidance="").update(
        complaint_days=COMPLAINT_DAYS
    )
    for code, days in WHITE_PAPER_DAYS.items():
        kinds.filter(code=code, white_paper_days=56).update(white_paper_days=days)


class Migration(migrations.Migration):
    dependencies = [("hearings", "0004_change_moves")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
