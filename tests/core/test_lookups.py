import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.lookups import ListedLookups
from hearings.models import HearingKind
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db

SECRETS = [
    ("hearings_response", "submission_key__startswith"),
    ("hearings_response", "public_id__startswith"),
    ("hearings_response", "email__startswith"),
    ("accounts_user", "password__startswith"),
    ("accounts_user", "gender"),
    ("accounts_user", "birth_year__exact"),
    ("notifications_message", "context__icontains"),
]


@pytest.fixture
def hearing():
    return HearingFactory()


@pytest.fixture
def staff(hearing):
    """An administrator who moderates too: sees every list."""
    user = UserFactory(role=Role.ADMINISTRATOR)
    user.department_roles.create(
        group=user.groups.model.objects.get_or_create(name=Role.MODERATOR)[0],
        department=hearing.department,
    )
    return at_work(user)


@pytest.mark.parametrize(("model", "lookup"), SECRETS)
def test_the_address_of_a_list_cannot_ask_about_what_no_page_shows(staff, model, lookup):
    answer = staff.get(reverse(f"admin:{model}_changelist"), {lookup: "a"})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        {"status__exact": "received"},
        {"status__in": "received,approved"},
        {"late": "no"},
        {"held": "yes"},
        {"channel__exact": "web"},
        {"q": "asta"},
    ],
)
def test_the_filters_beside_a_list_work(staff, hearing, query):
    ResponseFactory(hearing=hearing)

    answer = staff.get(reverse("admin:hearings_response_changelist"), query)

    assert answer.status_code == 200


def test_a_filter_over_another_table_and_the_dates_above_a_list_work(staff, hearing):
    by_department = {"department_roles__department__id__exact": hearing.department_id}
    by_year = {"created_at__year": timezone.now().year}

    people = staff.get(reverse("admin:accounts_user_changelist"), by_department)
    messages = staff.get(reverse("admin:notifications_message_changelist"), by_year)

    assert people.context["cl"].result_count == 1
    assert messages.status_code == 200


@pytest.mark.parametrize("year", ["9" * 10, "9" * 18])
def test_a_year_that_no_calendar_holds_is_refused(staff, year):
    answer = staff.get(
        reverse("admin:notifications_message_changelist"), {"created_at__year": year}
    )

    assert answer.status_code == 400


@pytest.mark.parametrize("year", ["0", "-1", "10000", "9" * 9, "x"])
def test_a_year_that_is_none_leads_back_to_the_list(staff, year):
    answer = staff.get(
        reverse("admin:notifications_message_changelist"), {"created_at__year": year}
    )

    assert answer.status_code == 302


def test_every_list_of_the_admin_asks_about_its_filters_only():
    lists = dict(admin.site._registry)

    assert HearingKind in lists
    assert [model for model, page in lists.items() if not isinstance(page, ListedLookups)] == []
