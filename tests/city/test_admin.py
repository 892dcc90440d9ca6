import pytest
from django.urls import reverse

from accounts.roles import Role
from city.models import Area
from tests.accounts.factories import UserFactory
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db


def test_an_administrator_adds_an_area():
    client = at_work(UserFactory(role=Role.ADMINISTRATOR))

    client.post(reverse("admin:city_area_add"), {"name": "Nyby", "slug": "nyby", "is_active": "on"})

    assert Area.objects.get(slug="nyby").name == "Nyby"


@pytest.mark.parametrize("model", ["area", "topic", "department"])
def test_the_lists_open(model):
    client = at_work(UserFactory(role=Role.ADMINISTRATOR))

    response = client.get(reverse(f"admin:city_{model}_changelist"), {"q": "a"})

    assert response.status_code == 200


def test_a_case_worker_reads_but_does_not_change_them():
    client = at_work(UserFactory(role=Role.CASE_WORKER))

    assert client.get(reverse("admin:city_area_changelist")).status_code == 200
    assert client.get(reverse("admin:city_area_add")).status_code == 403
