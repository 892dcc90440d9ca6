import pytest

from city import reference
from city.models import Area, Department, Topic

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_made():
    Area.objects.all().delete()

    reference.load()

    assert Area.objects.count() == len(reference.AREAS) + len(reference.PROVISIONAL_AREAS)
    assert Area.objects.get(name="Røde Vejrmølle").is_provisional
    assert Topic.objects.filter(slug="klima-og-groenne-omraader").exists()


def test_what_staff_have_changed_stays_as_they_left_it():
    Department.objects.filter(slug="boern-og-unge").update(name="Børn, Unge og Skole")

    reference.load()

    assert Department.objects.get(slug="boern-og-unge").name == "Børn, Unge og Skole"
