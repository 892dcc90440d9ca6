import json
import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.urls import reverse

from accounts.models import AccountEvent, User
from accounts.roles import Role
from accounts.services import save_settings
from hearings.models import HearingEvent
from hearings.services.history import record
from tests.accounts.factories import PASSWORD, UserFactory
from tests.hearings.factories import ResponseFactory
from tests.hearings.staff import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(public_name="Asta Æblegren")


@pytest.fixture
def logged_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def sure(logged_in):
    """A client that has just given the password again."""
    return give_password(logged_in)


def give_password(client, seconds_ago: float = 0):
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time() - seconds_ago, "reauthenticated": True}
    ]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = session["_auth_user_id"]
    session.save()
    return client


@pytest.mark.parametrize("name", ["portal:mydata", "portal:delete"])
def test_the_password_is_asked_for_again(logged_in, name):
    response = logged_in.get(reverse(name))

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_the_right_password_leads_back_to_the_page(logged_in):
    asked = logged_in.get(reverse("portal:mydata")).headers["Location"]

    response = logged_in.post(asked, {"password": PASSWORD})

    assert response.headers["Location"] == reverse("portal:mydata")


def test_my_data_come_as_one_file_that_nobody_keeps(sure, person):
    ResponseFactory(person=person, text="Lad poppelrækken stå.")
    ResponseFactory(person=UserFactory(), text="En anden skrev dette.")

    response = sure.post(reverse("portal:mydata"))
    data = json.loads(response.content)

    assert response.headers["Content-Disposition"].startswith('attachment; filename="mine-data-')
    assert response.headers["Cache-Control"] == "private, no-store"
    assert data["accounts"]["account"]["email"] == person.email
    assert [row["versions"][0]["text"] for row in data["hearings"]["responses"]] == [
        "Lad poppelrækken stå."
    ]
    assert "En anden skrev dette." not in response.content.decode()


def test_the_page_tells_what_is_in_the_file(sure):
    assert "Hent filen" in sure.get(reverse("portal:mydata")).content.decode()


def test_a_confirmation_that_comes_too_late_starts_over(logged_in, person):
    give_password(logged_in, seconds_ago=301)

    response = logged_in.post(reverse("portal:delete"))

    assert response.headers["Location"] == reverse("portal:delete")
    assert User.objects.get(pk=person.pk).is_active


def test_the_page_says_what_goes_and_what_stays(sure, person):
    ResponseFactory(person=person)

    page = sure.get(reverse("portal:delete")).content.decode()

    assert "Dit ene svar bliver i sagen." in page
    assert "Vil du trække et svar tilbage, så gør det først" in page


def test_who_has_no_answers_is_told_that_nothing_stays(sure):
    page = sure.get(reverse("portal:delete")).content.decode()

    assert "Du har ikke sendt svar, der er en del af en sag." in page


def test_deleting_forgets_the_person_and_logs_them_out(sure, person):
    response = ResponseFactory(person=person, approved=True, show_name=True)

    page = sure.post(reverse("portal:delete"))

    person.refresh_from_db()
    response.refresh_from_db()
    assert "Din konto er slettet" in page.content.decode()
    assert (person.is_active, person.public_name) == (False, "")
    assert (response.person, response.email, response.public_name) == (None, "", "")
    assert response.is_public
    assert sure.get(reverse("portal:mypage")).status_code == 302


def test_the_name_is_gone_from_the_history_too(sure, person):
    response = ResponseFactory(person=person)
    record(response.hearing, HearingEvent.Action.RESPONSE_RECEIVED, by=person, response=response)
    save_settings(person, changed=["full_name"])

    sure.post(reverse("portal:delete"))

    assert not HearingEvent.objects.filter(by_name=person.email).exists()
    assert not AccountEvent.objects.filter(by_name=person.email).exists()
    assert AccountEvent.objects.filter(user=person).count() == 2


def test_a_member_of_staff_is_asked_to_go_to_an_administrator(client):
    person = UserFactory(role=Role.CASE_WORKER)
    client.force_login(person, backend=BACKEND)
    give_password(client)

    page = client.get(reverse("portal:delete")).content.decode()
    response = client.post(reverse("portal:delete"))

    assert "Din konto er en medarbejderkonto." in page
    assert response.status_code == 403
    assert User.objects.get(pk=person.pk).is_active
