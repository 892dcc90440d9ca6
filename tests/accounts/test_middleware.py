"""The door to the administration, on every way in."""

import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.middleware import SEEN_KEY
from accounts.roles import Role
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.helpers import (
    code_now,
    enrol,
    log_in,
    login_with_second_factor,
    recovery_codes,
)
from tests.hearings.factories import HearingFactory

pytestmark = pytest.mark.django_db

DOORS = ["/admin/", "/admin/login/", "/admin/accounts/user/", "/admin/jsi18n/"]


@pytest.fixture
def worker():
    return UserFactory(case_worker=True)


@pytest.fixture
def administrator():
    return UserFactory(admin=True)


def age(client, seconds):
    """Make everything that the session remembers this much older."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= seconds
    if SEEN_KEY in session:
        session[SEEN_KEY] -= seconds
    session.save()


def goes_to(response, name):
    return response.status_code == 302 and response["Location"].startswith(reverse(name))


@pytest.mark.parametrize("door", DOORS)
def test_a_visitor_is_sent_to_the_portals_own_log_in(client, door):
    response = client.get(door, follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.parametrize("door", DOORS)
def test_staff_without_a_second_factor_are_told_to_set_one_up(client, worker, door):
    log_in(client, worker)

    response = client.get(door)

    assert goes_to(response, "accounts:second_factor")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_a_session_without_the_second_factor_is_asked_for_it(client, worker, door):
    enrol(worker)
    client.force_login(worker)

    assert goes_to(client.get(door), "mfa_reauthenticate")


@pytest.mark.parametrize("door", DOORS)
def test_a_citizen_is_refused(client, door):
    log_in(client, UserFactory())

    assert client.get(door).status_code == 403


def test_a_second_factor_that_somebody_else_used_does_not_count(client, worker):
    login_with_second_factor(client, UserFactory(case_worker=True))
    records = client.session[AUTHENTICATION_METHODS_SESSION_KEY]
    enrol(worker)
    client.force_login(worker)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session.save()

    assert goes_to(client.get("/admin/"), "mfa_reauthenticate")


def test_the_log_in_asks_enrolled_staff_for_a_code(client, worker):
    enrol(worker)

    response = log_in(client, worker)

    assert goes_to(response, "mfa_authenticate")


def test_a_code_opens_the_administration(client, worker):
    authenticator = enrol(worker)
    log_in(client, worker)
    client.post(reverse("mfa_authenticate"), {"code": code_now(authenticator)})

    response = client.get("/admin/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_a_code_is_good_once(client, worker):
    authenticator = enrol(worker)
    code = code_now(authenticator)
    log_in(client, worker)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    log_in(other, worker)
    other.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_a_recovery_code_opens_the_administration_once(client, worker):
    enrol(worker)
    code = recovery_codes(worker)[0]
    for number, opened in enumerate([200, 302]):
        visitor = Client()
        log_in(visitor, worker)
        visitor.post(reverse("mfa_authenticate"), {"code": code})

        assert visitor.get("/admin/").status_code == opened, number


def test_the_eleventh_wrong_code_is_refused(client, worker):
    enrol(worker)
    log_in(client, worker)

    answers = [
        client.post(reverse("mfa_authenticate"), {"code": f"00000{n % 10}"}).status_code
        for n in range(12)
    ]

    assert answers == [200] * 10 + [429] * 2


def test_a_session_is_asked_again_and_comes_back_to_the_page(client, worker):
    enrol(worker)
    client.force_login(worker)
    ask = client.get("/admin/hearings/hearing/?q=skole")["Location"]

    response = client.post(ask, {"code": recovery_codes(worker)[0]})

    assert response["Location"] == "/admin/hearings/hearing/?q=skole"
    assert client.get("/admin/").status_code == 200


def test_a_reset_password_does_not_get_round_the_second_factor(client, worker):
    enrol(worker)
    worker.set_password("helt andre ord i dag")
    worker.save()

    log_in(client, worker, "helt andre ord i dag")

    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/konto/")


def test_after_thirty_idle_minutes_the_code_is_asked_for_again(client, worker):
    login_with_second_factor(client, worker)
    client.get("/admin/")

    age(client, 29 * 60)
    awake = client.get("/admin/").status_code
    age(client, 30 * 60)
    asleep = client.get("/admin/")

    assert awake == 200
    assert goes_to(asleep, "mfa_reauthenticate")


def test_what_was_written_at_a_desk_is_kept_while_the_code_is_given_again(client):
    hearing = HearingFactory(closed=True)
    worker = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    login_with_second_factor(client, worker)
    desk = f"/hoeringer/{hearing.number}/behandling/temaer/"
    client.get(desk)
    age(client, 31 * 60)

    kept = client.post(desk, {"title": "Trafik & <støj>"})
    asleep = client.get(desk)

    assert kept.status_code == 403
    assert kept.headers["Cache-Control"] == "private, no-store"
    assert "Trafik &amp; &lt;støj&gt;</textarea>" in kept.content.decode()
    assert f'action="{desk}"' in kept.content.decode()
    assert goes_to(asleep, "mfa_reauthenticate")
    assert not hearing.themes.exists()


def test_a_desk_leads_back_to_itself_after_the_second_factor(client):
    hearing = HearingFactory(closed=True)
    worker = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    log_in(client, worker)
    desk = f"/hoeringer/{hearing.number}/behandling/?vis=alle"

    answer = client.get(desk)

    assert goes_to(answer, "accounts:second_factor")
    assert "next=%2Fhoeringer%2F" in answer["Location"]


def test_the_networks_of_the_administration_hold_for_the_desk_too(client, settings):
    hearing = HearingFactory(closed=True)
    worker = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    login_with_second_factor(client, worker)
    desk = f"/hoeringer/{hearing.number}/behandling/?vis=alle"
    assert client.get(desk).status_code == 200

    settings.ADMIN_ALLOWED_NETWORKS = ["10.9.8.0/24"]

    assert client.get(desk).status_code == 403


def test_work_keeps_the_session_awake_but_not_beyond_twelve_hours(client, worker):
    login_with_second_factor(client, worker)
    awake = []
    for _ in range(25):
        awake.append(client.get("/admin/").status_code)
        age(client, 29 * 60)

    last = client.get("/admin/")

    assert awake == [200] * 25
    assert goes_to(last, "account_login")
    assert "_auth_user_id" not in client.session


def test_the_session_is_not_written_at_every_request(client, worker):
    login_with_second_factor(client, worker)
    client.get("/admin/")
    seen = client.session[SEEN_KEY]

    client.get("/admin/")

    assert client.session[SEEN_KEY] == seen


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("/admin/accounts/user/", "/admin/accounts/user/"),
        ("//evil.example/", "/admin/"),
        ("https://evil.example/admin/", "/admin/"),
        ("/hoeringer/", "/admin/"),
        ("/admin/login/?next=/admin/", "/admin/"),
        ("", "/admin/"),
    ],
)
def test_the_admins_own_log_in_page_leads_into_the_administration_only(
    client, administrator, wanted, page
):
    login_with_second_factor(client, administrator)

    assert client.get("/admin/login/", {"next": wanted})["Location"] == page


def test_the_admins_log_in_form_logs_nobody_in(client, administrator):
    client.post("/admin/login/", {"username": administrator.email, "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_the_admins_password_page_is_the_portals(client, administrator):
    login_with_second_factor(client, administrator)

    assert goes_to(client.get("/admin/password_change/"), "account_change_password")


def test_anybody_may_log_out_of_the_administration(client, worker):
    log_in(client, worker)

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def test_a_post_that_is_stopped_at_the_door_comes_back_to_the_front(client, worker):
    enrol(worker)
    client.force_login(worker)

    response = client.post("/admin/accounts/user/add/", {"email": "ny@example.dk"})

    assert response["Location"].endswith("next=%2Fadmin%2F")


def test_who_is_no_longer_staff_is_refused_at_once(client, worker):
    login_with_second_factor(client, worker)
    worker.is_staff = False
    worker.save()

    assert client.get("/admin/").status_code == 403


@pytest.mark.parametrize(
    ("networks", "address", "status"),
    [
        ([], "9.9.9.9", 200),
        (["10.0.0.0/8"], "10.1.2.3", 200),
        (["10.0.0.0/8"], "9.9.9.9", 403),
        (["2001:db8::/32"], "2001:db8::1", 200),
        (["2001:db8::/32"], "9.9.9.9", 403),
        (["10.0.0.0/8"], "not an address", 403),
    ],
)
def test_the_administration_can_be_kept_to_own_networks(
    client, settings, networks, address, status
):
    login_with_second_factor(client, UserFactory(admin=True))
    settings.ADMIN_ALLOWED_NETWORKS = networks

    assert client.get("/admin/", REMOTE_ADDR=address).status_code == status


def test_staff_cannot_take_their_second_factor_away(client, worker):
    authenticator = enrol(worker)
    log_in(client, worker)
    client.post(reverse("mfa_authenticate"), {"code": code_now(authenticator)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    response = client.post(reverse("mfa_deactivate_totp"))

    assert response.status_code == 200
    assert Authenticator.objects.filter(user=worker, type="totp").exists()


def test_a_citizen_may_take_the_second_factor_away_after_the_password(client):
    person = UserFactory()
    authenticator = enrol(person)
    log_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": code_now(authenticator)})
    unasked = client.post(reverse("mfa_deactivate_totp"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("mfa_deactivate_totp"))

    assert unasked.status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_is_set_up_through_the_pages_and_opens_the_door(client, worker):
    log_in(client, worker)
    client.get("/admin/")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code
    shut = client.get("/admin/").status_code
    secret = client.session["mfa.totp.secret"]
    code = code_now(Authenticator(data={"secret": secret}))
    response = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert (wrong, shut) == (200, 302)
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/admin/").status_code == 200
    assert "factor_added" in worker.history.values_list("action", flat=True)


def test_a_clock_that_runs_is_what_counts(client, worker, settings):
    settings.STAFF_IDLE_SECONDS = 1
    login_with_second_factor(client, worker)
    time.sleep(1.1)

    assert goes_to(client.get("/admin/"), "mfa_reauthenticate")
