import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.roles import Role
from hearings.models import Hearing, Response
from tests.accounts.factories import UserFactory
from tests.hearings.factories import DepartmentFactory, HearingFactory, ResponseFactory

pytestmark = pytest.mark.django_db

STEPS = {
    "hearings.change_hearing",
    "hearings.publish_hearing",
    "hearings.extend_hearing",
    "hearings.withdraw_hearing",
    "hearings.decide_hearing",
    "hearings.register_response",
}
READING = {
    "hearings.view_response",
    "hearings.change_response",
    "hearings.moderate_response",
}
ORIGINAL = {"hearings.read_original_response"}

MAY = {
    "visitor": set(),
    "citizen": set(),
    "case_worker": STEPS | READING | ORIGINAL,
    "case_worker_elsewhere": set(),
    "closed_case_worker": set(),
    "moderator": READING,
    "moderator_elsewhere": set(),
    "editor": set(),
    "facilitator": set(),
    "administrator": set(),
    "data_protection_officer": set(),
    "superuser": STEPS | READING | ORIGINAL,
}
SEES_DRAFT = {"case_worker", "moderator", "facilitator", "superuser"}
# An editor speaks in the conversation beside it.
SPEAKS = SEES_DRAFT | {"editor"}


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def person(request, department):
    elsewhere = DepartmentFactory()
    return {
        "visitor": AnonymousUser,
        "citizen": UserFactory,
        "case_worker": lambda: UserFactory(role=Role.CASE_WORKER, department=department),
        "case_worker_elsewhere": lambda: UserFactory(role=Role.CASE_WORKER, department=elsewhere),
        "closed_case_worker": lambda: UserFactory(
            role=Role.CASE_WORKER, department=department, is_active=False
        ),
        "moderator": lambda: UserFactory(role=Role.MODERATOR, department=department),
        "moderator_elsewhere": lambda: UserFactory(role=Role.MODERATOR, department=elsewhere),
        "editor": lambda: UserFactory(role=Role.EDITOR, department=department),
        "facilitator": lambda: UserFactory(role=Role.FACILITATOR, department=department),
        "administrator": lambda: UserFactory(role=Role.ADMINISTRATOR),
        "data_protection_officer": lambda: UserFactory(role=Role.DATA_PROTECTION_OFFICER),
        "superuser": lambda: UserFactory(admin=True),
    }[request.param]()


def everyone():
    return pytest.mark.parametrize(
        ("person", "who"), [(name, name) for name in MAY], indirect=["person"]
    )


@everyone()
@pytest.mark.parametrize("trait", ["draft", "open", "decided"])
def test_each_role_may_exactly_what_the_policy_says(person, who, trait, department):
    hearing = HearingFactory(department=department, **{trait: True})
    response = ResponseFactory(hearing=hearing)

    allowed = {perm for perm in STEPS if person.has_perm(perm, hearing)}
    allowed |= {perm for perm in READING | ORIGINAL if person.has_perm(perm, response)}

    assert allowed == MAY[who]


@everyone()
def test_a_draft_is_seen_by_its_own_staff_alone(person, who, department):
    draft = HearingFactory(draft=True, department=department)
    shown = HearingFactory(open=True, department=department)

    sees_draft = who in SEES_DRAFT

    assert draft.is_visible_to(person) is sees_draft
    assert person.has_perm("hearings.view_hearing", draft) is sees_draft
    assert (draft in Hearing.objects.visible_to(person)) is sees_draft
    assert shown.is_visible_to(person) is True
    assert person.has_perm("hearings.view_hearing", shown) is True
    assert shown in Hearing.objects.visible_to(person)


@everyone()
def test_the_answers_in_the_desk_are_those_of_my_departments(person, who, department):
    response = ResponseFactory(hearing=HearingFactory(department=department))
    ResponseFactory()

    rows = set(Response.objects.for_staff(person).values_list("pk", flat=True))

    if who == "superuser":
        assert len(rows) == 2
    else:
        assert rows == ({response.pk} if who in {"case_worker", "moderator"} else set())


@everyone()
def test_staff_speak_for_their_department(person, who, department):
    hearing = HearingFactory(department=department)

    assert hearing.role_of(person) == (str(department) if who in SPEAKS else "")
    assert hearing.allows(person, "publish") is (who in {"case_worker", "superuser"})
