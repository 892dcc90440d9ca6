import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role, has_role
from notifications.models import Message
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.accounts.helpers import enrol, login_with_second_factor

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"


@pytest.fixture
def boss(client):
    boss = UserFactory(role=Role.ADMINISTRATOR, public_name="Gerda Gyvel")
    login_with_second_factor(client, boss)
    return boss


def fields_of(user, **changes):
    """What the browser would send of the page that shows the account."""
    rows = list(user.department_roles.all()) if user else []
    fields = {
        "email": user.email if user else "",
        "public_name": user.public_name if user else "",
        "full_name": user.full_name if user else "",
        "area": "",
        "language": "da",
        "department_roles-TOTAL_FORMS": len(rows),
        "department_roles-INITIAL_FORMS": len(rows),
        "history-TOTAL_FORMS": 0,
        "history-INITIAL_FORMS": 0,
    }
    if user and user.is_staff:
        fields["is_staff"] = "on"
    return {**fields, **changes}


def page_of(user):
    return f"{LIST}{user.pk}/change/"


def act(client, action, *users):
    return client.post(
        LIST, {"action": action, "_selected_action": [user.pk for user in users]}, follow=True
    )


def actions(user):
    return list(user.history.order_by("pk").values_list("action", flat=True))


def test_the_account_is_shown_without_any_secret(client, boss):
    user = UserFactory(case_worker=True)
    authenticator = enrol(user)

    pages = client.get(LIST).text + client.get(page_of(user)).text

    assert user.email in pages
    assert user.password not in pages
    assert "md5$" not in pages
    assert authenticator.data["secret"] not in pages


@pytest.mark.parametrize("model", [Group, EmailAddress, Authenticator])
def test_what_holds_secrets_or_proofs_is_not_in_the_administration(model):
    assert not admin.site.is_registered(model)


def test_a_member_of_staff_is_made_without_a_password(client, boss):
    department = DepartmentFactory()
    group = Group.objects.get(name=Role.CASE_WORKER)

    response = client.post(
        f"{LIST}add/",
        fields_of(
            None,
            **{
                "email": "Ny@example.dk",
                "public_name": "Ny Medarbejder",
                "is_staff": "on",
                "department_roles-TOTAL_FORMS": 1,
                "department_roles-0-group": group.pk,
                "department_roles-0-department": department.pk,
            },
        ),
    )

    user = User.objects.get(email="ny@example.dk")
    assert response.status_code == 302
    assert not user.has_usable_password()
    assert has_role(user, Role.CASE_WORKER, department=department)
    assert list(user.groups.all()) == [group]
    assert EmailAddress.objects.get(user=user).verified is False
    assert actions(user) == ["signed_up", "roles_changed"]
    assert user.history.first().by == boss


def test_roles_are_changed_with_their_history(client, boss):
    user = UserFactory(case_worker=True)
    row = user.department_roles.get()
    chief = Group.objects.get(name=Role.DATA_PROTECTION_OFFICER)

    client.post(
        page_of(user),
        fields_of(
            user,
            **{
                "city_roles": [chief.pk],
                "department_roles-0-id": row.pk,
                "department_roles-0-user": user.pk,
                "department_roles-0-DELETE": "on",
            },
        ),
    )

    user = User.objects.get(pk=user.pk)
    assert list(user.groups.all()) == [chief]
    assert not user.department_roles.exists()
    assert actions(user) == ["roles_changed", "roles_changed"]
    assert user.history.first().note == "data_protection_officer"


def test_saving_without_a_change_writes_no_history(client, boss):
    user = UserFactory(role=Role.DATA_PROTECTION_OFFICER)
    held = [group.pk for group in user.groups.all()]

    response = client.post(page_of(user), fields_of(user, city_roles=held))

    assert response.status_code == 302
    assert actions(user) == ["roles_changed"]


def test_a_new_address_must_be_proved_by_its_owner(client, boss):
    user = UserFactory()

    client.post(page_of(user), fields_of(user, email="ny@example.dk"))

    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [
        ("ny@example.dk", False)
    ]
    assert actions(user) == ["email_changed"]


def test_a_name_that_is_taken_is_refused(client, boss):
    response = client.post(
        f"{LIST}add/", fields_of(None, email="ny@example.dk", public_name="gerda gyvel")
    )

    assert "allerede i brug" in response.text
    assert not User.objects.filter(email="ny@example.dk").exists()


def test_accounts_are_closed_and_opened_but_never_ones_own(client, boss):
    user = UserFactory()

    closed = act(client, "close_accounts", user, boss)
    user.refresh_from_db()
    shut = user.is_active
    opened = act(client, "reopen_accounts", user)
    user.refresh_from_db()
    boss.refresh_from_db()

    assert (shut, user.is_active, boss.is_active) == (False, True, True)
    assert "1 konto er lukket." in closed.text
    assert "1 konto er åbnet." in opened.text
    assert actions(user) == ["closed", "reopened"]


def test_a_lost_phone_is_helped(client, boss):
    user = UserFactory(case_worker=True)
    enrol(user)

    page = act(client, "remove_second_factors", user)

    assert "Totrinsbekræftelsen er fjernet fra 1 konto." in page.text
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_person_chooses_the_password_by_mail(client, boss):
    user = UserFactory(confirmed=False)

    page = act(client, "send_password_mails", user)

    mail = Message.objects.get()
    assert "1 mail er på vej." in page.text
    assert (mail.email, mail.subject) == (user.email, "Vælg en ny adgangskode")


def test_a_superuser_is_out_of_an_administrators_reach(client, boss):
    chief = UserFactory(admin=True)
    enrol(chief)

    client.post(page_of(chief), fields_of(chief, email="ny@example.dk"))
    for action in (
        "close_accounts",
        "reopen_accounts",
        "remove_second_factors",
        "send_password_mails",
    ):
        act(client, action, chief)

    chief.refresh_from_db()
    assert chief.email != "ny@example.dk"
    assert chief.is_active
    assert Authenticator.objects.filter(user=chief).exists()
    assert not Message.objects.exists()


def test_nobody_becomes_superuser_through_the_page(client, boss):
    user = UserFactory()

    client.post(page_of(user), fields_of(user, is_superuser="on", user_permissions="1"))

    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


def test_an_anonymised_account_is_shown_but_not_changed(client, boss):
    user = UserFactory()
    user.anonymise(at=user.date_joined)

    client.post(page_of(user), fields_of(user, email="igen@example.dk", public_name="Igen"))

    user.refresh_from_db()
    assert client.get(page_of(user)).status_code == 200
    assert user.email.endswith("@konto.invalid")


def test_nobody_deletes_an_account_here(client, boss):
    user = UserFactory()

    assert client.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.CASE_WORKER, False, False),
        (Role.MODERATOR, False, False),
        (Role.EDITOR, False, False),
        (Role.FACILITATOR, False, False),
        (Role.ADMINISTRATOR, True, True),
        (Role.DATA_PROTECTION_OFFICER, True, False),
    ],
)
def test_who_may_see_and_change_accounts(client, role, reads, writes):
    login_with_second_factor(client, UserFactory(role=role))

    assert client.get(LIST).status_code == (200 if reads else 403)
    assert client.get(reverse("admin:accounts_user_add")).status_code == (200 if writes else 403)


@pytest.mark.parametrize("people", [1, 12])
def test_the_list_costs_the_same_for_few_and_many(
    client, boss, people, django_assert_max_num_queries
):
    UserFactory.create_batch(people)

    with django_assert_max_num_queries(14):
        client.get(LIST)
