"""What waits for the people behind seats and elections, and what Min side shows and forgets."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from councils.duties.seats import duties_of
from councils.models import Candidate, CouncilEvent, ResultEntry
from councils.open_now import open_now
from councils.personal_seats import forget, personal_data_of
from councils.search_rows_seats import search_sources
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    ApplicationFactory,
    BodyFactory,
    CallFactory,
    CandidateFactory,
    ElectionFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db


def titles(user) -> list[str]:
    return [duty.title for duty in duties_of(user, timezone.now())]


def secretary_of(body):
    person = UserFactory(role=Role.CASE_WORKER, department=body.department)
    body.secretaries.add(person)
    return person


def entry(election, by, **changes) -> ResultEntry:
    values = {"eligible": 9, "ballots": 9, "invalid": 0, "votes": {"1": 9}, **changes}
    return ResultEntry.objects.create(election=election, entered_by=by, **values)


def test_a_secretary_sees_whom_to_answer_and_what_to_settle_and_a_stranger_nothing():
    body = BodyFactory()
    call = CallFactory(body=body, closed=True, answer_by=days_from_now(-1).date())
    ApplicationFactory(call=call)
    CallFactory(body=body)
    peace = ElectionFactory(body=body, nominated=True, seats=2)
    CandidateFactory(election=peace)
    full = ElectionFactory(body=body, nominated=True, seats=1)
    for _ in range(2):
        CandidateFactory(election=full)
    person = secretary_of(body)

    found = list(duties_of(person, timezone.now()))

    assert [duty.title for duty in found] == [
        f"1 ansøger venter på svar: {call.title}",
        f"Opstillingen er slut: {peace.title}",
    ]
    assert found[0].is_overdue is True
    assert titles(secretary_of(BodyFactory())) == []


def test_the_second_person_is_asked_to_count_and_the_first_no_more():
    election = ElectionFactory(counting=True)
    first = secretary_of(election.body)
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    before = titles(first), titles(administrator)

    entry(election, first)

    assert before == ([f"Indtast valgresultatet: {election.title}"], [])
    assert titles(first) == []
    assert titles(administrator) == [f"Indtast valgresultatet: {election.title}"]
    entry(election, administrator, ballots=8, votes={"1": 8})
    assert len(titles(first)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_duties_cost_the_same_for_many(count, django_assert_num_queries):
    body = BodyFactory()
    for _ in range(count):
        ApplicationFactory(call=CallFactory(body=body, closed=True))
        ElectionFactory(body=body, counting=True)
    person = secretary_of(body)

    titles(person)
    with django_assert_num_queries(3):
        assert len(titles(person)) == 2 * count


def test_a_person_reads_what_they_applied_for_with_the_account_and_without():
    person = UserFactory()
    ApplicationFactory(user=person, motivation="Med konto.")
    ApplicationFactory(email=person.email, motivation="Uden konto.")
    CandidateFactory(user=person, text="Flere stier.")
    ApplicationFactory(motivation="En andens.")

    told = personal_data_of(person)

    assert [row["motivation"] for row in told["seat_applications"]] == ["Med konto.", "Uden konto."]
    assert [row["text"] for row in told["candidacies"]] == ["Flere stier."]


def test_a_deleted_account_leaves_what_waits_and_forgets_what_is_done():
    person = UserFactory()
    waiting = ApplicationFactory(user=person)
    done = ApplicationFactory(
        user=person, status="not_chosen", reason="Nej.", answered_at=timezone.now()
    )
    stood = CandidateFactory(user=person)

    forget(person)

    for row in (waiting, done, stood):
        row.refresh_from_db()
        assert row.user is None
    assert (bool(waiting.name), done.name, bool(stood.name)) == (True, "", True)
    assert CouncilEvent.objects.filter(action="forgotten").count() == 3


def test_a_protected_candidate_stays_hidden_when_the_account_is_gone():
    person = UserFactory(protected=True)
    CandidateFactory(user=person, name="NAVNEMÆRKE")

    forget(person)

    assert Candidate.objects.get().display_name == "Kandidat nr. 1"


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_open_now_costs_two_questions(count, django_assert_num_queries):
    for _ in range(count):
        CallFactory()
        ElectionFactory()
    CallFactory(draft=True)
    CallFactory(body__is_published=False)
    ElectionFactory(voting=True)

    with django_assert_num_queries(2):
        rows = open_now(at=timezone.now(), limit=10)

    assert len(rows) == 2 * count


def test_the_page_of_a_body_says_what_one_can_take_part_in(client):
    body = BodyFactory()
    assert b"Kom med" not in client.get(body.get_absolute_url()).content
    call = CallFactory(body=body)
    standing, voting = ElectionFactory(body=body), ElectionFactory(body=body, voting=True)
    CallFactory(body=body, draft=True)

    page = client.get(body.get_absolute_url())

    panel = next(row for row in page.context["panels"] if row.title == "Kom med")
    assert [(row["title"], row["when"].split()[0]) for row in panel.context["rows"]] == [
        (voting.title, "Stem"),
        (call.title, "Søg"),
        (standing.title, "Stil"),
    ]


def test_the_search_finds_what_is_public_and_nobodys_name():
    call = CallFactory(closed=True)
    ApplicationFactory(call=call, name="NAVNEMÆRKE", motivation="MOTIVMÆRKE")
    election = ElectionFactory()
    CandidateFactory(election=election, name="NAVNEMÆRKE")
    CallFactory(draft=True)
    at = timezone.now()

    found = [row for s in search_sources() for row in s.rows([r.pk for r in s.public(at)], at)]

    assert [row.path for row in found] == [call.get_absolute_url(), election.get_absolute_url()]
    assert "MÆRKE" not in str(found)
    told = [s.told(row, at) for s, row in zip(search_sources(), found, strict=True)]
    assert told == ["Fristen er gået", "Man kan stille op nu"]
