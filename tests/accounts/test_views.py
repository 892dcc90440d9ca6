import pytest
from django.urls import reverse

from accounts.forms import SettingsForm
from accounts.models import AccountEvent
from accounts.views import account
from city.models import Area
from tests.accounts.factories import UserFactory
from tests.accounts.helpers import log_in

pytestmark = pytest.mark.django_db

SETTINGS = {
    "public_name": "Asta Ny",
    "full_name": "Asta Marie",
    "area": "",
    "birth_year": "1984",
    "gender": "woman",
    "protected": "on",
    "language": "en",
}


@pytest.fixture
def person(client):
    person = UserFactory(public_name="Asta Gammel")
    log_in(client, person)
    return person


def save(client, **changes):
    return client.post(reverse("accounts:settings"), {**SETTINGS, **changes})


def test_a_person_changes_what_the_account_says(client, person):
    area = Area.objects.filter(is_active=True).first()

    response = save(client, area=area.pk)

    person.refresh_from_db()
    assert response["Location"] == reverse("accounts:settings")
    assert (person.public_name, person.full_name) == ("Asta Ny", "Asta Marie")
    assert (person.area, person.birth_year, person.gender) == (area, 1984, "woman")
    assert (person.protected, person.language) == (True, "en")
    assert person.history.first().action == AccountEvent.Action.SETTINGS_CHANGED
    assert "Dine indstillinger er gemt." in client.get(response["Location"]).text


def test_the_page_shows_what_the_account_says_and_where_to_change_the_rest(client, person):
    page = client.get(reverse("accounts:settings")).text

    assert 'value="Asta Gammel"' in page
    for name in ("account_email", "account_change_password", "mfa_index"):
        assert f'href="{reverse(name)}"' in page


def test_a_name_that_somebody_took_in_the_same_instant_is_told_and_nothing_is_lost(person):
    form = SettingsForm(SETTINGS, instance=person)
    assert form.is_valid()
    UserFactory(public_name="Asta Ny")

    is_saved = account.save(form)

    person.refresh_from_db()
    assert (is_saved, person.public_name) == (False, "Asta Gammel")
    assert form.errors == {"public_name": ["Navnet er allerede i brug. Vælg et andet."]}


def test_a_person_keeps_the_own_name(client, person):
    assert save(client, public_name="asta gammel").status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("public_name", "Birk", "allerede i brug"),
        ("public_name", "Borgmesteren", "forbeholdt"),
        ("birth_year", "1850", "fire cifre"),
        ("birth_year", "3000", "fire cifre"),
        ("birth_year", "2026", "fire cifre"),
        ("birth_year", "x", "id_birth_year"),
        ("gender", "robot", "id_gender"),
        ("area", "999999", "id_area"),
        ("language", "de", "id_language"),
    ],
)
def test_what_makes_no_sense_is_not_saved(client, person, field, value, error):
    UserFactory(public_name="Birk")

    response = save(client, **{field: value})

    person.refresh_from_db()
    assert response.status_code == 200
    assert error in response.text
    assert person.public_name == "Asta Gammel"


def test_nobody_gives_themselves_rights_through_the_form(client, person):
    save(client, is_staff="on", is_superuser="on", email="chef@example.dk", groups="1")

    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert person.email != "chef@example.dk"
    assert not person.groups.exists()


@pytest.mark.parametrize("name", ["accounts:settings", "accounts:second_factor"])
def test_a_visitor_is_sent_to_the_log_in(client, name):
    response = client.get(reverse(name))

    assert response["Location"] == f"{reverse('account_login')}?next={reverse(name)}"


def test_the_page_about_the_second_factor_says_what_to_do(client, person):
    page = client.get(reverse("accounts:second_factor")).text

    assert f'href="{reverse("mfa_activate_totp")}"' in page


def test_an_area_out_of_use_is_not_offered(client, person):
    Area.objects.filter(name="Risby").update(is_active=False)

    page = client.get(reverse("accounts:settings")).text

    assert "Risby" not in page
    assert "Herstedvester" in page
