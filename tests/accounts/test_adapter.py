"""The account's pages as a person meets them."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountEvent, User
from notifications.models import Message
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.helpers import log_in

pytestmark = pytest.mark.django_db

SIGNUP = {
    "email": "asta@example.dk",
    "password1": PASSWORD,
    "public_name": "Asta Æblegren",
    "full_name": "",
}
NEW_PASSWORD = "helt andre ord i dag"


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**SIGNUP, **changes})


def ask_for_reset(client, email, **extra):
    return client.post(reverse("account_reset_password"), {"email": email}, **extra)


def link_in(message):
    return re.search(r"http://localhost:8000(/\S+)", message.text)[1]


def newest_mail():
    return Message.objects.order_by("-pk")[0]


def is_logged_in(client):
    return client.get(reverse("accounts:settings")).status_code == 200


def set_password_by_link(client, link, password=NEW_PASSWORD):
    form = client.get(link)["Location"]
    return client.post(form, {"password1": password, "password2": password})


def test_a_person_signs_up_confirms_by_post_and_logs_in(client):
    signed_up = sign_up(client, email="Asta@Example.DK", full_name="Asta M. Æblegren")
    user = User.objects.get()
    link = link_in(newest_mail())
    before = log_in(client, user)
    client.head(link)
    client.get(link)
    address = EmailAddress.objects.get()
    confirmed_by_get = address.verified
    client.post(link)
    address.refresh_from_db()

    assert signed_up["Location"] == reverse("account_email_verification_sent")
    assert (user.email, user.public_name, user.full_name) == (
        "asta@example.dk",
        "Asta Æblegren",
        "Asta M. Æblegren",
    )
    assert before["Location"] == reverse("account_email_verification_sent")
    assert confirmed_by_get is False
    assert address.verified is True
    assert log_in(client, user)["Location"] == reverse("portal:mypage")
    assert is_logged_in(client)


def test_who_signs_up_in_english_gets_mails_in_english(client):
    client.post("/en/konto/signup/", SIGNUP)

    assert User.objects.get().language == "en"
    assert newest_mail().language == "en"


def test_signing_up_on_an_address_with_an_account_looks_the_same_and_tells_the_owner(client):
    UserFactory(email="asta@example.dk")

    known = sign_up(client, public_name="En Anden")
    unknown = sign_up(Client(), email="birk@example.dk", public_name="Birk Bøgeblad")

    mails = list(Message.objects.order_by("pk").values_list("email", "subject"))
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert mails == [
        ("asta@example.dk", "Du har allerede en konto"),
        ("birk@example.dk", "Bekræft din mailadresse"),
    ]
    assert User.objects.count() == 2


def test_a_known_address_costs_the_hashing_of_a_password_too(client, monkeypatch):
    UserFactory(email="asta@example.dk")
    hashed = []
    real = hashers.make_password
    monkeypatch.setattr(
        "accounts.adapter.make_password", lambda raw: hashed.append(raw) or real(raw)
    )

    sign_up(client, public_name="En Anden")

    assert len(hashed) == 1


@pytest.mark.parametrize("known", [True, False])
def test_a_reset_looks_the_same_whether_there_is_an_account_or_not(client, known):
    if known:
        UserFactory(email="asta@example.dk")

    response = ask_for_reset(client, "asta@example.dk")

    assert (response.status_code, response["Location"]) == (
        302,
        reverse("account_reset_password_done"),
    )
    assert newest_mail().email == "asta@example.dk"
    assert newest_mail().subject == (
        "Vælg en ny adgangskode" if known else "Der er ingen konto med din mailadresse"
    )


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client):
    user = UserFactory()

    known = log_in(client, user, "forkert adgangskode")
    unknown = client.post(
        reverse("account_login"), {"login": "ukendt@example.dk", "password": "forkert"}
    )

    strip = re.compile(r'value="[^"]*"')
    assert known.status_code == unknown.status_code == 200
    assert strip.sub("", known.text) == strip.sub("", unknown.text)


def test_the_first_to_prove_an_address_gets_it(client):
    sign_up(Client(), password1="en fremmeds lange kode", public_name="En Fremmed")
    owner = UserFactory(email="gammel@example.dk")
    log_in(client, owner)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "asta@example.dk"})

    client.post(link_in(newest_mail()))

    owner.refresh_from_db()
    assert owner.email == "asta@example.dk"
    assert list(User.objects.all()) == [owner]


def test_an_address_that_is_somebodys_log_in_cannot_be_taken(client):
    UserFactory(email="asta@example.dk", staff=True, confirmed=False)
    owner = UserFactory(email="gammel@example.dk")
    log_in(client, owner)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "asta@example.dk"})

    response = client.post(link_in(newest_mail()))

    owner.refresh_from_db()
    assert response.status_code < 500
    assert owner.email == "gammel@example.dk"


def test_a_new_address_counts_when_it_is_proved_and_the_old_one_is_told(client):
    person = UserFactory(email="gammel@example.dk")
    log_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("account_email"), {"action_add": "", "email": "ny@example.dk"})
    person.refresh_from_db()
    before = person.email
    client.post(link_in(Message.objects.get(email="ny@example.dk")))
    person.refresh_from_db()

    assert (before, person.email) == ("gammel@example.dk", "ny@example.dk")
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("ny@example.dk", True)]
    assert Message.objects.filter(
        email="gammel@example.dk", subject="Din mailadresse er skiftet"
    ).exists()
    assert AccountEvent.Action.EMAIL_CHANGED in person.history.values_list("action", flat=True)


def test_changing_the_address_asks_for_the_password_again(client):
    log_in(client, UserFactory())

    response = client.post(reverse("account_email"), {"action_add": "", "email": "ny@example.dk"})

    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email="ny@example.dk").exists()


def test_a_reset_link_works_once_and_ends_all_sessions(client):
    person = UserFactory()
    phone = Client()
    log_in(phone, person)
    ask_for_reset(client, person.email)
    link = link_in(newest_mail())

    set_password_by_link(client, link)
    again = Client().get(link)

    assert not is_logged_in(phone)
    assert not is_logged_in(client)
    assert again.status_code == 200
    assert log_in(Client(), person, NEW_PASSWORD)["Location"] == reverse("portal:mypage")
    assert newest_mail().subject == "Din adgangskode er ændret"


def test_a_reset_link_is_old_after_a_day(client):
    person = UserFactory()
    ask_for_reset(client, person.email)
    link = link_in(newest_mail())

    with time_machine.travel(timezone.now() + timedelta(hours=27)):
        response = client.get(link)

    assert response.status_code == 200
    assert "password1" not in response.text


def test_a_reset_link_dies_with_the_address_it_was_sent_to(client):
    person = UserFactory()
    ask_for_reset(client, person.email)
    link = link_in(newest_mail())
    EmailAddress.objects.filter(user=person).update(email="ny@example.dk")
    User.objects.filter(pk=person.pk).update(email="ny@example.dk")

    assert "password1" not in client.get(link).text


def test_whoever_resets_by_mail_has_proved_the_only_address(client):
    person = UserFactory(confirmed=False)
    ask_for_reset(client, person.email)

    set_password_by_link(client, link_in(newest_mail()))

    assert EmailAddress.objects.get(user=person).verified is True


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client):
    person = UserFactory()
    phone = Client()
    log_in(phone, person)
    log_in(client, person)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert is_logged_in(client)
    assert not is_logged_in(phone)
    assert newest_mail().subject == "Din adgangskode er ændret"


def test_a_closed_account_is_dead_at_the_next_request(client):
    person = UserFactory()
    log_in(client, person)
    alive = is_logged_in(client)

    person.close()

    assert alive
    assert not is_logged_in(client)
    assert log_in(Client(), person)["Location"] == reverse("account_inactive")


def test_the_session_changes_at_log_in_and_dies_at_log_out(client):
    person = UserFactory()
    client.get(reverse("account_login"))
    before = client.session.session_key
    log_in(client, person)
    during = client.session.session_key
    client.post(reverse("account_logout"))
    client.cookies["session"] = during

    assert before != during
    assert not is_logged_in(client)


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "http://localhost@evil.example",
        "\thttps://evil.example",
        "http://testserver/hoeringer/",
    ],
)
def test_after_log_in_one_stays_on_the_portal(client, wanted):
    person = UserFactory()

    response = client.post(
        f"{reverse('account_login')}",
        {"login": person.email, "password": PASSWORD, "next": wanted},
    )

    assert response["Location"] == reverse("portal:mypage")


def test_after_log_in_one_comes_to_the_page_one_wanted(client):
    person = UserFactory()

    response = client.post(
        reverse("account_login"),
        {"login": person.email, "password": PASSWORD, "next": "/hoeringer/"},
    )

    assert response["Location"] == "/hoeringer/"


def test_links_in_mails_name_the_portals_own_host(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "andet-navn.example"]
    UserFactory(email="asta@example.dk")

    ask_for_reset(client, "asta@example.dk", headers={"host": "andet-navn.example"})

    assert "andet-navn" not in newest_mail().text + newest_mail().html
    assert link_in(newest_mail()).startswith("/konto/password/reset/key/")


def test_a_host_that_is_not_ours_is_refused(client):
    assert (
        ask_for_reset(client, "a@example.dk", headers={"host": "evil.example"}).status_code == 400
    )
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Borgmesteren", "forbeholdt"),
        ("Аsta", "ét alfabet"),
        ("Asta\u200b", "usynlige tegn"),
        ("Albertslund Kommune", "forbeholdt"),
        ("ASTA  ÆBLEGREN", "allerede i brug"),
        ("Ａsta Æblegren", "allerede i brug"),
    ],
)
def test_a_name_that_could_be_taken_for_somebody_else_is_refused(client, name, why):
    UserFactory(public_name="Asta Æblegren")

    response = sign_up(client, email="ny@example.dk", public_name=name)

    assert response.status_code == 200
    assert why in response.text
    assert not User.objects.filter(email="ny@example.dk").exists()


@pytest.mark.parametrize(
    "email", ["a@example.dk,b@example.dk", "a b@example.dk", f"{'a' * 250}@example.dk", "intet"]
)
def test_an_address_that_is_not_exactly_one_is_refused(client, email):
    assert sign_up(client, email=email).status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password", ["kort", "Sommer2024!!", "password1234", "1234567890123", "asta@example.dk"]
)
def test_a_password_that_is_easy_to_guess_is_refused(client, password):
    assert sign_up(client, password1=password).status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password", ["tre ord er ok", "x7" * 32, "æ ø å " * 21 + "ja", "hest 🐴 tog 🚂 sø"]
)
def test_a_long_password_is_taken_as_it_is(client, password):
    sign_up(client, password1=password)

    assert User.objects.get().check_password(password)


LIMITED_WAYS = {
    "forwarded": lambda n: ({"login": "asta@example.dk"}, {"HTTP_X_FORWARDED_FOR": f"9.9.9.{n}"}),
    "casing": lambda n: ({"login": "asta@example.dk"[:n] + "asta@example.dk"[n:].upper()}, {}),
    "spaces": lambda n: ({"login": " " * n + "asta@example.dk" + " " * n}, {}),
    "tags": lambda n: ({"login": f"asta+{n}@example.dk"}, {}),
    "network": lambda n: ({"login": "asta@example.dk"}, {"REMOTE_ADDR": f"2001:db8::{n}"}),
}


@pytest.mark.parametrize("way", LIMITED_WAYS)
def test_the_eleventh_wrong_password_within_an_hour_is_refused(client, way):
    UserFactory(email="asta@example.dk")
    answers = []

    for number in range(12):
        fields, extra = LIMITED_WAYS[way](number)
        answers.append(
            client.post(
                reverse("account_login"), {**fields, "password": f"forkert {number}"}, **extra
            ).status_code
        )

    assert answers == [200] * 10 + [429] * 2


def test_a_right_password_in_between_does_not_start_the_count_again(client):
    person = UserFactory()
    answers = []

    for number in range(11):
        answers.append(log_in(client, person, f"forkert {number}").status_code)
        if number == 5:
            log_in(Client(), person)

    assert answers == [200] * 10 + [429]


def test_an_address_gets_five_mails_an_hour_at_most(client):
    UserFactory(email="asta@example.dk")

    answers = [ask_for_reset(Client(), "asta@example.dk").status_code for _ in range(8)]

    assert answers[:5] == [302] * 5
    assert Message.objects.exclude(state=Message.State.CANCELLED).count() == 5


def test_five_ways_to_write_one_address_share_its_limit():
    for number in range(8):
        ask_for_reset(Client(), f"asta+{number}@example.dk")

    assert Message.objects.exclude(state=Message.State.CANCELLED).count() == 5


def test_no_flood_keeps_a_notice_from_its_owner(client):
    person = UserFactory()
    log_in(client, person)
    for _ in range(8):
        ask_for_reset(Client(), person.email)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    notice = newest_mail()
    assert (notice.subject, notice.state) == ("Din adgangskode er ændret", "pending")


def test_forms_hold_three_hundred_people_behind_one_address():
    people = [UserFactory() for _ in range(40)]

    answers = {log_in(Client(), person).status_code for person in people}

    assert answers == {302}


def test_a_sign_up_that_lost_the_race_looks_like_any_other(rf):
    form = AllauthSignupForm(SIGNUP)
    assert form.is_valid()
    UserFactory(email="asta@example.dk")

    with pytest.raises(ImmediateHttpResponse) as stop:
        form.try_save(rf.post("/konto/signup/"))

    assert stop.value.response["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_at_once_make_one_account():
    def go(_number):
        try:
            return sign_up(Client()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(go, range(4)))

    assert set(answers) <= {200, 302}
    assert User.objects.count() == 1


def test_the_history_says_what_happened_to_the_account(client):
    sign_up(client)
    client.post(link_in(newest_mail()))
    log_in(client, User.objects.get())

    actions = User.objects.get().history.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["signed_up", "email_confirmed", "logged_in"]


def test_known_and_unknown_take_the_same_time(client, settings):
    """With the hasher of production a password costs 200 ms: nobody may skip it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    person = UserFactory()

    def spent(email):
        start = time.process_time()
        client.post(reverse("account_login"), {"login": email, "password": "forkert kode"})
        return time.process_time() - start

    known, unknown = spent(person.email), spent("ukendt@example.dk")

    assert unknown > known / 3
