"""The pages of whom one acts for, and those on which staff decide."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, OrganisationMember
from accounts.roles import Role
from accounts.views.organisations import ASKED_PER_DAY
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
Status, MemberStatus = Organisation.Status, OrganisationMember.Status


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def path(name: str, *keys) -> str:
    return reverse(f"accounts:{name}", args=keys)


def step(name: str, *keys) -> str:
    return reverse(f"admin:accounts_organisation_{name}", args=keys)


def typed(**values):
    return {"name": "Aftenkoret", "kind": "association", "title": "Formand", **values}


# --- A person -----------------------------------------------------------------------------------
def test_a_person_proposes_and_sees_that_it_waits():
    client = logged_in(UserFactory())

    page = client.post(path("propose_organisation"), typed(website="kor.dk"), follow=True)

    organisation = Organisation.objects.get()
    assert organisation.website == "https://kor.dk"
    assert "Aftenkoret" in page.content.decode()
    assert "Venter på kommunen" in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Kor 010180-1234"),
        ("name", "a" * 121),
        ("kind", "kommune"),
        ("text", "a" * 501),
        ("website", "javascript:alert(1)"),
        ("message", "Mit nummer er 010180-1234"),
    ],
)
def test_what_cannot_be_right_is_refused_and_kept(field, value):
    page = logged_in(UserFactory()).post(path("propose_organisation"), typed(**{field: value}))

    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["title"].value() == "Formand"
    assert not Organisation.objects.exists()


def test_a_known_name_leads_to_the_list_with_the_words_kept():
    OrganisationFactory(name="Aftenkoret")

    page = logged_in(UserFactory()).post(path("propose_organisation"), typed(message="Hej"))

    assert "godkendt i forvejen" in page.context["form"].errors["name"][0]
    assert page.context["form"]["message"].value() == "Hej"


def test_a_person_finds_an_organisation_in_any_spelling_and_asks():
    person, found = UserFactory(), OrganisationFactory(name="Aftenkoret Ærø")
    OrganisationFactory(name="Morgenkoret")
    OrganisationFactory(name="Aftenkoret, nedlagt", closed=True)
    OrganisationFactory(name="Aftenkoret, nyt", proposed=True)
    client = logged_in(person)

    page = client.get(path("find_organisation"), {"q": "AFTENKORET"})
    client.post(path("ask_to_act", found.pk), {"title": "Sanger", "message": "Jeg synger"})

    assert list(page.context["page_obj"]) == [found]
    member = found.members.get()
    assert (member.user, member.title, member.message) == (person, "Sanger", "Jeg synger")
    assert "Se den på din liste" in client.get(path("find_organisation")).content.decode()


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.DECLINED, Status.CLOSED])
def test_what_is_not_approved_cannot_be_asked_about(status):
    organisation = OrganisationFactory(status=status, reason="Fordi")

    assert logged_in(UserFactory()).get(path("ask_to_act", organisation.pk)).status_code == 404


def test_a_person_leaves_and_pressing_twice_changes_nothing_more():
    person = UserFactory()
    member = OrganisationFactory(members=[person]).members.get()
    client = logged_in(person)

    shown = client.get(path("leave_organisation", member.pk))
    answers = [client.post(path("leave_organisation", member.pk)).url for _ in range(2)]

    member.refresh_from_db()
    assert (shown.status_code, member.status) == (200, MemberStatus.ENDED)
    assert answers == [path("organisations")] * 2
    assert person.history.filter(action="organisation_left").count() == 1


def test_nobody_leaves_for_another():
    member = OrganisationFactory(members=[UserFactory()]).members.get()

    answer = logged_in(UserFactory()).post(path("leave_organisation", member.pk))

    member.refresh_from_db()
    assert (answer.status_code, member.status) == (404, MemberStatus.APPROVED)


def test_a_person_asks_only_so_often_in_a_day():
    client = logged_in(UserFactory())
    for number in range(ASKED_PER_DAY):
        client.post(path("propose_organisation"), typed(name=f"Kor {number}"))

    page = client.post(path("propose_organisation"), typed(name="Et kor mere"))

    assert page.context["form"].non_field_errors()
    assert page.context["form"]["name"].value() == "Et kor mere"
    assert Organisation.objects.count() == ASKED_PER_DAY


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("organisations", 4), ("find_organisation", 6)])
def test_the_lists_cost_the_same_however_long(name, queries, rows, django_assert_num_queries):
    person = UserFactory()
    for _ in range(rows):
        OrganisationFactory(members=[person])
    client = logged_in(person)
    client.get(path(name))

    with django_assert_num_queries(queries):
        page = client.get(path(name))

    assert page.content.decode().count("<h2") >= rows


# --- Staff --------------------------------------------------------------------------------------
def test_staff_see_who_asks_and_say_yes_after_reading_what_happens():
    asker = UserFactory(full_name="Asta Æblegren", protected=True)
    organisation = OrganisationFactory(proposed=True, asking=[asker])
    client = at_work(UserFactory(case_worker=True))

    change = client.get(step("change", organisation.pk)).content.decode()
    asked = client.get(step("approve", organisation.pk)).content.decode()
    organisation.refresh_from_db()
    before = organisation.status
    client.post(step("approve", organisation.pk))

    organisation.refresh_from_db()
    assert "Asta Æblegren" in change
    assert "beskyttet: vis aldrig navn" in change
    assert "Asta Æblegren kan handle for den" in asked
    assert "En person får en mail." in asked
    assert (before, organisation.status) == (Status.PROPOSED, Status.APPROVED)


@pytest.mark.parametrize("name", ["decline", "close", "decline_member", "end_member"])
def test_a_no_needs_a_reason_and_the_next_one_comes_too_late(name):
    person = UserFactory()
    is_waiting = name in ("decline", "decline_member")
    status = Status.PROPOSED if name == "decline" else Status.APPROVED
    people = {"asking" if is_waiting else "members": [person]}
    organisation = OrganisationFactory(status=status, **people)
    keys = [organisation.pk]
    keys += [organisation.members.get().pk] if name.endswith("member") else []
    client = at_work(UserFactory(case_worker=True))

    empty = client.post(step(name, *keys), {"reason": ""})
    done = client.post(step(name, *keys), {"reason": "Fordi"})
    again = client.post(step(name, *keys), {"reason": "Fordi"})

    assert [page.status_code for page in (empty, done, again)] == [200, 302, 409]
    assert organisation.members.get().reason == "Fordi"


def test_staff_let_one_more_in():
    organisation = OrganisationFactory(asking=[UserFactory()])
    member = organisation.members.get()

    at_work(UserFactory(role=Role.FACILITATOR)).post(
        step("approve_member", organisation.pk, member.pk)
    )

    member.refresh_from_db()
    assert member.status == MemberStatus.APPROVED


def test_ones_own_question_waits_for_a_colleague():
    staff = UserFactory(case_worker=True)
    organisation = OrganisationFactory(proposed=True, asking=[staff])
    approved = OrganisationFactory(asking=[staff])
    client = at_work(staff)

    answers = [
        client.post(step("approve", organisation.pk)),
        client.post(step("approve_member", approved.pk, approved.members.get().pk)),
    ]

    assert [answer.status_code for answer in answers] == [HTTPStatus.FORBIDDEN] * 2


@pytest.mark.parametrize("role", list(Role))
def test_which_staff_decide(role):
    organisation = OrganisationFactory(proposed=True, asking=[UserFactory()])
    decides = {Role.ADMINISTRATOR, Role.CASE_WORKER, Role.FACILITATOR, Role.MANAGER}
    reads = {*decides, Role.DATA_PROTECTION_OFFICER}
    refused = HTTPStatus.FORBIDDEN if role in reads else HTTPStatus.NOT_FOUND

    answer = at_work(UserFactory(role=role)).get(step("approve", organisation.pk))

    assert answer.status_code == (HTTPStatus.OK if role in decides else refused)


def test_a_corrected_word_is_saved_with_its_key_and_touches_no_status():
    organisation = OrganisationFactory(proposed=True)
    client = at_work(UserFactory(case_worker=True))
    Organisation.objects.filter(pk=organisation.pk).update(status=Status.APPROVED)

    client.post(
        step("change", organisation.pk),
        {"name": "Aftenkoret", "kind": "company", "text": "", "website": ""},
    )

    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind) == ("Aftenkoret", "company")
    assert organisation.name_key == "aftenkoret"
    assert organisation.status == Status.APPROVED


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_staff_costs_the_same_however_long(rows, django_assert_max_num_queries):
    for _ in range(rows):
        OrganisationFactory(members=[UserFactory()], asking=[UserFactory()])
    client = at_work(UserFactory(case_worker=True))
    client.get(step("changelist"))

    with django_assert_max_num_queries(12):
        page = client.get(step("changelist"))

    assert page.status_code == 200
