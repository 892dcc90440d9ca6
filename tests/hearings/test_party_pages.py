"""The pages on which people are asked and answer: who may, when, and what is kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from city.models import Topic
from core.clock import local_date
from hearings.models import ConsultedParty, Statement
from hearings.party_links import party_token_for
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.councils.factories import BodyFactory, MeetingFactory, MembershipFactory
from tests.hearings.factories import ConsultedPartyFactory, HearingFactory, StatementFactory
from tests.hearings.papers import approved_of, treated_hearing
from tests.hearings.staff import at_work
from tests.hearings.uploads import pdf

pytestmark = pytest.mark.django_db
IN_A_MONTH = (local_date(timezone.now()) + timedelta(days=30)).isoformat()
WORDS = {"text": "Vi vil have en rampe.", "agreed_at": "mødet i marts", "seen": ""}


def url(name: str, *args) -> str:
    return reverse(f"hearings:{name}", args=args)


@pytest.fixture
def hearing():
    return HearingFactory()


@pytest.fixture
def worker(hearing):
    return at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))


@pytest.fixture
def secretary():
    return UserFactory(staff=True)


@pytest.fixture
def party(hearing, secretary):
    return ConsultedPartyFactory(hearing=hearing, body=BodyFactory(secretaries=[secretary]))


def answer_url(party: ConsultedParty) -> str:
    return url("statement", party.hearing_id, party.pk)


# --- Who may --------------------------------------------------------------------------------
def test_only_the_case_worker_of_the_hearing_asks(hearing, secretary):
    roles = {
        Role.CASE_WORKER: 200, Role.MODERATOR: 403, Role.MANAGER: 403, Role.FACILITATOR: 403,
        Role.EDITOR: 404,
    }  # fmt: skip
    found = {
        role: at_work(UserFactory(role=role, department=hearing.department))
        .get(url("parties", hearing.number))
        .status_code
        for role in roles
    }
    elsewhere = UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory())

    assert found == roles
    assert at_work(elsewhere).get(url("parties", hearing.number)).status_code == 404
    assert at_work(secretary).get(url("parties", hearing.number)).status_code == 404


def test_only_the_secretary_of_the_asked_body_answers_for_it(party):
    member = UserFactory()
    MembershipFactory(body=party.body, member__user=member)
    other = UserFactory(staff=True)
    BodyFactory(secretaries=[other])
    worker = UserFactory(role=Role.CASE_WORKER, department=party.hearing.department)

    for person, status in ((other, 403), (worker, 403)):
        for name in ("statement", "statement_open", "statement_none"):
            address = url(name, party.hearing_id, party.pk)
            assert at_work(person).post(address, WORDS).status_code == status
    assert at_work(member).get(answer_url(party)).status_code == 404
    assert Client().get(answer_url(party)).status_code == 302
    assert not Statement.objects.exists()
    party.refresh_from_db()
    assert party.status == "asked"


def test_a_question_of_a_draft_or_taken_back_is_not_there(secretary):
    body = BodyFactory(secretaries=[secretary])
    hidden = [
        ConsultedPartyFactory(hearing=HearingFactory(draft=True), body=body),
        ConsultedPartyFactory(taken_back=True, body=body),
    ]

    assert [at_work(secretary).get(answer_url(row)).status_code for row in hidden] == [404, 404]


# --- Asking ---------------------------------------------------------------------------------
def test_a_body_is_asked_by_the_form_and_a_suggested_one_by_a_button(worker, hearing):
    first, second = BodyFactory(), BodyFactory(concern="elderly", is_mandatory_party=True)
    hearing.topics.add(Topic.objects.get(slug="omsorg-og-sundhed"))

    before = worker.get(url("parties", hearing.number)).content.decode()
    worker.post(url("party_ask", hearing.number), {"body": first.pk, "due_on": IN_A_MONTH})
    worker.post(url("party_ask_suggested", hearing.number, second.pk))
    page = worker.get(url("parties", hearing.number)).content.decode()

    assert "Skal høres, når en sag handler om ældre." in before
    assert "Skal høres, når" not in page
    assert list(hearing.parties.order_by("pk").values_list("body", flat=True)) == [
        first.pk, second.pk,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"due_on": IN_A_MONTH}, "Vælg et organ, eller skriv navn og mailadresse."),
        ({"due_on": IN_A_MONTH, "name": "Foreningen"}, "Vælg et organ, eller skriv navn"),
        ({"due_on": "2026-01-01", "name": "F", "email": "f@example.dk"}, "ikke er kommet endnu"),
        (
            {"due_on": IN_A_MONTH, "name": "F", "email": "f@example.dk", "question": "010190-1234"},
            "ligner et cpr-nummer",
        ),
    ],
)
def test_what_is_wrong_in_the_question_is_said_and_nothing_is_asked(worker, hearing, words, error):
    page = worker.post(url("party_ask", hearing.number), words)

    assert error in page.content.decode()
    assert not hearing.parties.exists()


def test_nobody_is_asked_or_taken_back_when_the_white_paper_is_approved():
    hearing = treated_hearing()
    party = ConsultedPartyFactory(hearing=hearing)
    approved_of(hearing)
    body = BodyFactory()
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))

    statuses = [
        client.post(url("party_ask", hearing.number), {"due_on": IN_A_MONTH, "body": body.pk}),
        client.post(url("party_take_back", hearing.number, party.pk)),
    ]  # fmt: skip

    assert [response.status_code for response in statuses] == [409, 409]


def test_taking_back_asks_first(worker, party):
    address = url("party_take_back", party.hearing_id, party.pk)

    asked = worker.get(address).content.decode()
    worker.post(address)

    assert "kan ikke svare mere" in asked
    party.refresh_from_db()
    assert party.status == "taken_back"
    assert worker.post(address).status_code == 409


def test_the_case_worker_is_warned_of_who_must_be_asked_before_and_after_publishing(hearing):
    topic = Topic.objects.get(slug="omsorg-og-sundhed")
    draft = HearingFactory(draft=True, department=hearing.department)
    for row in (hearing, draft):
        row.topics.add(topic)
    BodyFactory(name="Ældrerådet", concern="elderly", is_mandatory_party=True)
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))
    pages = [
        reverse("admin:hearings_hearing_publish", args=[draft.pk]),
        reverse("admin:hearings_hearing_change", args=[draft.pk]),
        reverse("admin:hearings_hearing_change", args=[hearing.pk]),
    ]

    for page in pages:
        assert "ikke spurgt: Ældrerådet." in client.get(page).content.decode()


# --- Answering ------------------------------------------------------------------------------
def test_the_secretary_opens_the_question_answers_and_mends_the_answer(secretary, party):
    client = at_work(secretary)
    meeting = MeetingFactory(body=party.body, held=True)

    client.post(url("statement_open", party.hearing_id, party.pk))
    party.refresh_from_db()
    opened = party.status
    first = client.post(
        answer_url(party), {**WORDS, "meeting": meeting.pk, "files": [pdf("a.pdf", "tekst")]}
    )
    form = client.get(answer_url(party))
    seen = form.context["form"].initial["seen"]
    client.post(answer_url(party), {**WORDS, "text": "To ramper.", "seen": seen})

    assert (opened, first.status_code) == ("opened", 302)
    statement = Statement.objects.get()
    assert (statement.text, statement.given_by) == ("To ramper.", secretary)
    assert [row.original_name for row in statement.files.all()] == ["a.pdf"]


def test_looking_at_the_question_changes_nothing(secretary, party):
    at_work(secretary).get(answer_url(party))

    party.refresh_from_db()
    assert (party.status, party.opened_at) == ("asked", None)


def test_the_second_secretary_gets_409_with_both_texts_and_can_send_again(secretary, party):
    second = UserFactory(staff=True)
    party.body.secretaries.add(second)
    at_work(secretary).post(answer_url(party), {**WORDS, "text": "Den første."})

    refused = at_work(second).post(answer_url(party), {**WORDS, "text": "Den anden."})
    page = refused.content.decode()
    seen = refused.context["form"]["seen"].value()
    again = at_work(second).post(answer_url(party), {**WORDS, "text": "Begge.", "seen": seen})

    assert refused.status_code == 409
    assert "Den første." in page
    assert "Den anden." in page
    assert again.status_code == 302
    assert Statement.objects.get().text == "Begge."


def test_a_body_names_its_own_meeting_or_says_where_it_was_agreed(secretary, party):
    foreign = MeetingFactory(held=True)
    coming = MeetingFactory(body=party.body)
    client = at_work(secretary)

    for meeting in ("", foreign.pk, coming.pk):
        page = client.post(answer_url(party), {"text": "Ja.", "meeting": meeting})
        assert page.status_code == 200
        assert page.context["form"].errors
    assert not Statement.objects.exists()


def test_a_cpr_number_is_kept_out_of_the_text_and_the_files(secretary, party):
    client = at_work(secretary)

    text = client.post(answer_url(party), {**WORDS, "text": "Ring til 010190-1234."})
    file = client.post(answer_url(party), {**WORDS, "files": [pdf("a.pdf", "010190-1234")]})

    assert "Ring til 010190-1234." in text.content.decode()
    assert "Der står et CPR-nummer i filen" in file.content.decode()
    assert not Statement.objects.exists()


def test_no_remarks_is_one_button_and_a_statement_may_follow(secretary, party):
    client = at_work(secretary)

    client.post(url("statement_none", party.hearing_id, party.pk))
    party.refresh_from_db()
    none = party.status
    client.post(answer_url(party), WORDS)

    party.refresh_from_db()
    assert (none, party.status) == ("no_remarks", "answered")
    assert client.post(url("statement_none", party.hearing_id, party.pk)).status_code == 409


# --- By the private link --------------------------------------------------------------------
def test_somebody_outside_answers_by_the_private_link_and_it_is_no_page_for_others():
    party = ConsultedPartyFactory(outside=True)
    token = party_token_for(party)
    client = Client()

    page = client.get(url("party", token))
    client.post(url("party_open", token))
    sent = client.post(url("party", token), WORDS)

    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert sent.status_code == 302
    party.refresh_from_db()
    assert (party.status, party.statement.text) == ("answered", WORDS["text"])
    assert client.get(url("party", f"{token}x")).status_code == 404
    assert client.get(url("party", "1~abc")).status_code == 404


def test_the_private_link_says_when_the_question_was_taken_back():
    party = ConsultedPartyFactory(outside=True, taken_back=True)
    draft = ConsultedPartyFactory(outside=True, hearing=HearingFactory(draft=True))

    assert Client().get(url("party", party_token_for(party))).status_code == 409
    assert Client().get(url("party", party_token_for(draft))).status_code == 404


def test_what_is_typed_too_often_is_shown_again(monkeypatch):
    party = ConsultedPartyFactory(outside=True)
    monkeypatch.setattr("hearings.views.stating.STATEMENTS_PER_HOUR", 0)

    page = Client().post(url("party", party_token_for(party)), WORDS)

    assert page.status_code == 429
    assert WORDS["text"] in page.content.decode()


# --- What everybody reads -------------------------------------------------------------------
def test_everybody_reads_who_was_asked_and_what_they_said(hearing):
    statement = StatementFactory(party__hearing=hearing)
    waiting = ConsultedPartyFactory(hearing=hearing)
    gone = ConsultedPartyFactory(hearing=hearing, taken_back=True)
    at = timezone.now()
    statement.files.create(
        file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"), original_name="a.pdf", size=8,
        content_type="application/pdf", sha256="0" * 64, uploaded_at=at,
    )  # fmt: skip

    page = Client().get(hearing.get_absolute_url()).content.decode()
    whole = Client().get(url("statements", hearing.number, hearing.slug)).content.decode()
    file = url("statement_file", hearing.number, hearing.slug, statement.files.get().pk)

    for text in (page, whole):
        assert str(statement.party) in text
        assert str(waiting) in text
        assert str(gone) not in text
    assert statement.text in whole
    assert f"udtalelser/#part-{statement.party_id}" in page
    assert file in whole
    assert b"".join(Client().get(file)) == b"%PDF-1.4"


@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_cost_the_same_for_one_and_for_three(
    hearing, count, django_assert_num_queries
):
    for _party in range(count):
        StatementFactory(party__hearing=hearing)

    with django_assert_num_queries(7):
        page = Client().get(url("statements", hearing.number, hearing.slug))

    assert page.content.decode().count('id="part-') == 2 * count
