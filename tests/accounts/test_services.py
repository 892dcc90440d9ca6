from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from accounts import services, tasks
from accounts.models import AccountEvent, User
from accounts.roles import Role, has_role
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.accounts.helpers import enrol, log_in

pytestmark = pytest.mark.django_db


def actions(user):
    return list(user.history.order_by("pk").values_list("action", flat=True))


def test_only_addresses_that_were_proved_are_offered():
    user = UserFactory(email="asta@example.dk")
    EmailAddress.objects.create(user=user, email="Ny@example.dk", verified=False)

    assert services.confirmed_emails(user) == ["asta@example.dk"]
    assert services.confirmed_emails(UserFactory(confirmed=False)) == []


def test_an_unproven_claim_is_removed_for_the_one_who_proves_it():
    owner = UserFactory()
    claim = UserFactory(email="asta@example.dk", confirmed=False)
    EmailAddress.objects.create(user=UserFactory(), email="asta@example.dk", verified=False)

    removed = services.remove_unproven_claims("Asta@example.dk", keep=owner)

    assert removed == 1
    assert not User.objects.filter(pk=claim.pk).exists()
    assert not EmailAddress.objects.filter(email="asta@example.dk").exists()


@pytest.mark.parametrize(
    "fields",
    [{"confirmed": True}, {"last_login": timezone.now()}, {"staff": True}],
)
def test_an_account_that_somebody_uses_is_no_claim(fields):
    used = UserFactory(email="asta@example.dk", **{"confirmed": False, **fields})

    assert services.remove_unproven_claims("asta@example.dk", keep=UserFactory()) == 0
    assert services.is_taken("ASTA@example.dk", by_other_than=UserFactory())
    assert not services.is_taken("asta@example.dk", by_other_than=used)


def test_a_claim_lapses_after_a_week():
    now = timezone.now()
    UserFactory(confirmed=False, date_joined=now - timedelta(days=8))
    young = UserFactory(confirmed=False, date_joined=now - timedelta(days=6))
    proved = UserFactory(date_joined=now - timedelta(days=8))

    tasks.remove_lapsed_claims()

    assert set(User.objects.all()) == {young, proved}


def test_a_role_is_given_and_taken_with_its_group():
    user, department, boss = UserFactory(staff=True), DepartmentFactory(), UserFactory()

    services.grant_role(user, Role.CASE_WORKER, by=boss, department=department)
    given = list(user.groups.values_list("name", flat=True))
    services.revoke_role(user, Role.CASE_WORKER, by=boss, department=department)

    assert given == ["case_worker"]
    assert not user.groups.exists()
    assert not has_role(user, Role.CASE_WORKER)
    assert actions(user) == ["roles_changed", "roles_changed"]
    assert {line.by for line in user.history.all()} == {boss}


def test_a_group_stays_while_the_role_is_held_in_another_department():
    user, here, there = UserFactory(staff=True), DepartmentFactory(), DepartmentFactory()
    for department in (here, there):
        services.grant_role(user, Role.MODERATOR, by=None, department=department)

    services.revoke_role(user, Role.MODERATOR, by=None, department=here)

    assert user.groups.filter(name="moderator").exists()
    assert has_role(user, Role.MODERATOR, department=there)


def test_a_role_of_the_town_needs_no_department():
    user = UserFactory(staff=True)

    services.grant_role(user, Role.ADMINISTRATOR, by=None)
    held = has_role(user, Role.ADMINISTRATOR)
    services.revoke_role(user, Role.ADMINISTRATOR, by=None)

    assert held
    assert not has_role(user, Role.ADMINISTRATOR)


def test_a_role_of_a_department_needs_one():
    with pytest.raises(ValueError, match="in a department"):
        services.grant_role(UserFactory(staff=True), Role.EDITOR, by=None)


def test_an_account_is_closed_and_opened_by_somebody():
    user, boss = UserFactory(), UserFactory()

    services.close_account(user, by=boss, note="Bad om det")
    closed = user.is_active
    services.reopen_account(user, by=boss)

    assert (closed, user.is_active) == (False, True)
    assert actions(user) == ["closed", "reopened"]
    assert user.history.order_by("pk").first().note == "Bad om det"


def test_a_lost_second_factor_is_taken_away_with_all_sessions(client):
    user = UserFactory()
    log_in(client, user)
    enrol(user)

    removed = services.remove_second_factor(user, by=UserFactory())

    assert removed == 2
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/konto/indstillinger/").status_code == 302
    assert SESSION_KEY not in client.session


def test_a_changed_address_must_be_proved_again(client):
    user, boss = UserFactory(email="gammel@example.dk"), UserFactory()
    log_in(client, user)
    user.email, user.full_name = "Ny@example.dk", "Asta"

    services.change_account(user, changed=["email", "full_name", "city_roles"], by=boss)

    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [
        ("ny@example.dk", False)
    ]
    assert actions(user) == ["logged_in", "email_changed", "settings_changed"]
    assert client.get("/konto/indstillinger/").status_code == 302


def test_a_change_of_roles_alone_is_no_change_of_settings():
    user = UserFactory()

    services.change_account(user, changed=["city_roles"], by=UserFactory())

    assert actions(user) == []


def test_saving_settings_without_a_change_writes_nothing():
    user = UserFactory()

    services.save_settings(user, changed=[])

    assert not AccountEvent.objects.exists()


def test_a_forgotten_person_is_gone_and_what_points_at_them_stays(client):
    user = UserFactory(case_worker=True, birth_year=1984, gender="woman")
    log_in(client, user)
    enrol(user)

    services.forget_account(user, at=timezone.now())

    user.refresh_from_db()
    assert user.email == f"slettet-{user.pk}@konto.invalid"
    assert (user.full_name, user.public_name, user.gender, user.birth_year) == ("", "", "", None)
    assert user.display_name == "Slettet konto"
    assert not user.has_usable_password()
    assert not EmailAddress.objects.filter(user=user).exists()
    assert not Authenticator.objects.filter(user=user).exists()
    assert not user.department_roles.exists()
    assert not user.groups.exists()
    assert client.get("/konto/indstillinger/").status_code == 302
    assert actions(user)[-1] == "forgotten"
