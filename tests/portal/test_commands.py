from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.demo import PASSWORD, PEOPLE
from city.models import Area
from core.clock import local_date
from hearings.models import HearingKind
from information.models import Feedback
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.information.factories import make_page

pytestmark = pytest.mark.django_db


def run(name: str, *arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


def test_reference_data_can_be_loaded_twice():
    before = [model.objects.count() for model in (Area, HearingKind, Group)]

    said = run("load_reference_data")

    assert [model.objects.count() for model in (Area, HearingKind, Group)] == before
    assert said.splitlines() == [
        "city: reference data is there.",
        "accounts: reference data is there.",
        "projects: reference data is there.",
        "hearings: reference data is there.",
    ]


@pytest.mark.parametrize("command", ["load_demo", "demo_logins"])
def test_there_is_no_demo_in_production(settings, command):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(CommandError, match="demo mode only"):
        run(command)


def test_the_log_ins_are_printed(settings):
    settings.DEMO = True

    said = run("demo_logins")

    assert [person.email for person in PEOPLE if person.email not in said] == []
    assert said.count(PASSWORD) == len(PEOPLE)


def test_a_portal_in_use_is_not_filled_with_a_demo(settings):
    settings.DEMO = True
    HearingFactory()

    with pytest.raises(CommandError, match="--again"):
        run("load_demo")


def past_its_day() -> object:
    hearing = HearingFactory(
        closed=True, delete_personal_data_on=local_date(timezone.now()) - timedelta(days=1)
    )
    return ResponseFactory(hearing=hearing)


def test_a_dry_run_says_what_would_go_and_removes_nothing():
    response = past_its_day()

    said = run("purge_personal_data", "--dry-run")

    response.refresh_from_db()
    assert said.endswith("1 answers would be stripped.\n")
    assert response.name == "Asta Æblegren"


def test_what_readers_said_about_pages_goes_with_the_same_command():
    page = make_page()
    old = timezone.now() - timedelta(days=800)
    Feedback.objects.create(
        page=page, version=page.newest_version(), is_useful=True, at=old, key=uuid4()
    )

    asked = run("purge_personal_data", "--dry-run")
    left = Feedback.objects.count()
    said = run("purge_personal_data")

    assert asked == "1 messages of readers about pages would be deleted.\n"
    assert said == "1 messages of readers about pages deleted.\n"
    assert (left, Feedback.objects.count()) == (1, 0)


def test_the_names_go_when_their_day_has_come():
    response = past_its_day()

    said = run("purge_personal_data")

    response.refresh_from_db()
    assert said.endswith("1 answers stripped.\n")
    assert response.name == ""
