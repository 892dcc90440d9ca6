"""The migrations and the models say the same."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_model_was_changed_without_a_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)

    assert capsys.readouterr().out.strip() == "No changes detected"
