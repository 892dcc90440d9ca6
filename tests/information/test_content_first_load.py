"""The texts that the portal brings along: what their first load finds there."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from city.models import Department
from information.content_loading import load_content
from information.models import GlossaryTerm, Page
from projects.models import ProblemRoute
from tests.information.factories import GlossaryTermFactory, make_page
from tests.information.test_content_loading import counts

pytestmark = pytest.mark.django_db


def test_what_the_municipality_wrote_first_is_left_to_it_and_is_not_what_was_translated():
    make_page(title="Vores egen side")
    Page.objects.update(key="saadan-svarer-du")
    own = make_page(slug="klag", title="Vores egen klageside")
    GlossaryTermFactory(term="høring", slug="vores-hoering", explanation="Vores egen")

    load_content(at=timezone.now())

    page = Page.objects.get(key="saadan-svarer-du")
    assert page.translations.get(language="tr").is_outdated(
        page.public_version().translated_texts()
    )
    assert Page.objects.get(path="klag") == own
    assert GlossaryTerm.objects.get(term="høring").explanation == "Vores egen"


def test_the_command_says_how_many_were_missing(capsys):
    call_command("load_information_content")
    call_command("load_information_content")

    first, second = capsys.readouterr().out.splitlines()
    assert first == f"{sum(counts()[:6])} texts were missing and are public now."
    assert second == "0 texts were missing and are public now."


def test_texts_of_a_department_that_is_not_there_go_to_another():
    ProblemRoute.objects.all().delete()
    Department.objects.all().delete()
    only = Department.objects.create(name="Sekretariatet", slug="sekretariatet")

    load_content(at=timezone.now())

    assert set(Page.objects.values_list("department", flat=True)) == {only.pk}


def test_without_any_department_nobody_would_be_responsible():
    ProblemRoute.objects.all().delete()
    Department.objects.all().delete()

    with pytest.raises(CommandError, match="department"):
        call_command("load_information_content")
    assert not Page.objects.exists()
