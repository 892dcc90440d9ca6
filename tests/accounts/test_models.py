import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AccountEvent, DepartmentRole, User
from core.history import HistoryIsFinal
from core.transitions import TransitionNotAllowed
from tests.accounts.factories import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_an_address_belongs_to_one_account_in_any_casing():
    UserFactory(email="asta@example.dk")

    refused(lambda: User.objects.create(email="ASTA@example.dk", public_name="Anden"))


@pytest.mark.parametrize("name", ["asta æblegren", "Asta  Æblegren", "ＡSTA ÆBLEGREN"])
def test_a_public_name_belongs_to_one_account_in_any_spelling(name):
    UserFactory(public_name="Asta Æblegren")

    refused(lambda: UserFactory(public_name=name))


def test_accounts_without_a_name_do_not_collide():
    UserFactory.create_batch(2, public_name="")

    assert User.objects.filter(public_name_key="").count() == 2


@pytest.mark.parametrize(
    "fields", [{"birth_year": 1850}, {"gender": "x"}, {"forgotten_at": timezone.now()}]
)
def test_the_database_refuses_an_account_that_makes_no_sense(fields):
    refused(lambda: UserFactory(**fields))


def test_the_name_key_follows_the_name_even_when_only_the_name_is_saved():
    user = UserFactory(public_name="Asta")
    user.public_name = "Birk"
    user.save(update_fields=["public_name"])

    user.refresh_from_db()
    assert user.public_name_key == "birk"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"public_name": "Asta"}, "Asta"),
        ({"public_name": "Asta", "protected": True}, "Borger"),
        ({"public_name": ""}, "Borger"),
        ({"public_name": "Asta", "forgotten_at": 1}, "Slettet konto"),
    ],
)
def test_others_see_the_public_name_unless_it_is_protected(fields, shown):
    assert User(**fields).display_name == shown


def test_an_account_is_called_by_its_names():
    user = User(email="a@example.dk", full_name="Asta M. Æblegren", public_name="Asta")

    assert (str(user), user.get_short_name()) == ("Asta M. Æblegren", "Asta")
    assert str(User(email="a@example.dk")) == "a@example.dk"
    assert User(full_name="Asta M.").get_short_name() == "Asta M."


def test_addresses_are_stored_in_small_letters():
    user = User.objects.create_user(" Asta@Example.DK ", "fire ord der passer", public_name="A")
    chief = User.objects.create_superuser("Chef@example.dk", public_name="B")

    assert (user.email, user.check_password("fire ord der passer")) == ("asta@example.dk", True)
    assert (chief.email, chief.is_staff, chief.is_superuser) == ("chef@example.dk", True, True)
    assert User.objects.get_by_natural_key("ASTA@example.dk") == user


def test_cleaning_an_account_makes_its_address_and_key_comparable():
    user = User(email="Asta@Example.DK", public_name="Asta")

    user.clean()

    assert (user.email, user.public_name_key) == ("asta@example.dk", "asta")


def test_accounts_are_found_by_what_they_are():
    citizen, staff = UserFactory(), UserFactory(staff=True)
    UserFactory(closed=True)
    UserFactory(staff=True, is_active=False)
    unproven = UserFactory(confirmed=False)

    assert set(User.objects.active()) == {citizen, staff, unproven}
    assert list(User.objects.unconfirmed()) == [unproven]


def test_a_closed_account_can_be_opened_again():
    user = UserFactory(closed=True)

    user.reopen()

    user.refresh_from_db()
    assert user.is_active


def test_an_anonymised_account_cannot_be_opened_again():
    user = UserFactory()
    user.anonymise(at=timezone.now())

    with pytest.raises(TransitionNotAllowed):
        user.reopen()


def test_a_role_is_given_once_in_a_department():
    user, department = UserFactory(case_worker=True), DepartmentFactory()
    role = user.department_roles.get()

    refused(
        lambda: DepartmentRole.objects.create(
            user=user, group=role.group, department=role.department
        )
    )
    assert str(role) == f"{user}: case_worker, {role.department}"
    assert department != role.department


def test_history_is_only_added_to():
    line = AccountEvent.objects.create(user=UserFactory(), action="closed", at=timezone.now())

    with pytest.raises(HistoryIsFinal):
        line.save()
    with pytest.raises(HistoryIsFinal):
        AccountEvent.objects.all().delete()
