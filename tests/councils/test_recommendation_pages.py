"""The pages of recommendations: who reads, who writes, when, and at what cost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from city.models import Area
from core.clock import local_date
from councils.models import Recommendation
from councils.register import register_case, register_rows
from councils.search_rows_advice import public_recommendations, recommendation_rows
from information.register import all_rows, as_rows
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    RecommendationFactory,
)
from tests.hearings.staff import at_work

pytestmark = pytest.mark.django_db
TODAY = local_date(timezone.now())
Status = Recommendation.Status


@pytest.fixture
def row():
    return RecommendationFactory(
        body=BodyFactory(secretaries=[UserFactory(staff=True)]),
        addressed_to=BodyFactory(committee=True, secretaries=[UserFactory(staff=True)]),
    )


def url(name: str, *args) -> str:
    return reverse(f"councils:{name}", args=args)


def pages_of(row: Recommendation) -> dict[str, tuple[str, dict[str, str]]]:
    """Return each page that writes, with what it takes."""
    advice = {
        "title": "Lys", "text": "Sæt lys.", "addressed_to": str(row.addressed_to_id),
        "made_on": TODAY.isoformat(),
    }  # fmt: skip
    return {
        "recommend": (url("recommend", row.body_id), advice),
        "withdraw": (url("recommendation_withdraw", row.pk), {}),
        "answer": (url("recommendation_answer", row.pk), {"status": "followed", "reason": "Ja."}),
        "status": (url("recommendation_status", row.pk), {"text": "Tre står der."}),
        "finish": (
            url("recommendation_finish", row.pk), {"text": "Alle.", "on": TODAY.isoformat()}
        ),
    }  # fmt: skip


# --- Who may --------------------------------------------------------------------------------
def test_only_the_secretaries_of_either_side_write_each_their_own(row):
    adviser = at_work(row.body.secretaries.get())
    addressee = at_work(row.addressed_to.secretaries.get())
    stranger, member = UserFactory(staff=True), UserFactory()
    MembershipFactory(body=row.body, member__user=member)
    as_member = Client()
    as_member.force_login(member)
    of_adviser = {"recommend", "withdraw"}

    for name, (address, words) in pages_of(row).items():
        own, other = (adviser, addressee) if name in of_adviser else (addressee, adviser)
        assert other.post(address, words).status_code == 403, name
        assert at_work(stranger).post(address, words).status_code == 403, name
        assert as_member.post(address, words).status_code == 404, name
        assert own.get(address).status_code in (200, 409), name
    assert Recommendation.objects.count() == 1


def test_the_whole_way_by_the_pages(row):
    adviser = at_work(row.body.secretaries.get())
    addressee = at_work(row.addressed_to.secretaries.get())
    pages = pages_of(row)

    made = adviser.post(*pages["recommend"])
    answered = [addressee.post(*pages[name]) for name in ("answer", "status", "finish")]
    page = Client().get(row.get_absolute_url()).content.decode()

    assert made.headers["Location"] == row.body.recommendations.get(title="Lys").get_absolute_url()
    assert [response.headers["Location"] for response in answered] == [row.get_absolute_url()] * 3
    row.refresh_from_db()
    assert (row.status, row.done_on) == (Status.FOLLOWED, TODAY)
    for words in ("Følges.", "Ja.", "Tre står der.", "Alle.", "Gennemført"):
        assert words in page


@pytest.mark.parametrize("state", ["sent", "followed", "rejected", "withdrawn", "done"])
def test_a_step_at_the_wrong_moment_is_a_conflict(row, state):
    traits = {"followed": "followed", "done": "followed", "rejected": "rejected"}
    other = RecommendationFactory(
        body=row.body, addressed_to=row.addressed_to,
        **({traits[state]: True} if state in traits else {"status": state}),
        **({"done_on": TODAY, "status_due_on": None} if state == "done" else {}),
    )  # fmt: skip
    adviser = at_work(row.body.secretaries.get())
    addressee = at_work(row.addressed_to.secretaries.get())
    allowed = {"sent": {"withdraw", "answer"}, "followed": {"answer", "status", "finish"},
               "rejected": {"answer"}, "withdrawn": set(), "done": set()}[state]  # fmt: skip

    found = {
        name
        for name, (address, _words) in pages_of(other).items()
        if name != "recommend"
        and (adviser if name == "withdraw" else addressee).get(address).status_code == 200
    }

    assert found - {"answer"} == allowed - {"answer"}
    assert ("answer" in found) == ("answer" in allowed or state == "done")


def test_the_second_of_two_answers_gets_409_with_both_texts(row):
    addressee = at_work(row.addressed_to.secretaries.get())
    address, words = pages_of(row)["answer"]
    addressee.post(address, words)

    page = addressee.post(address, {**words, "status": "rejected", "reason": "Nej tak."})

    assert page.status_code == 409
    assert "En anden har svaret imens: følges. Ja." in page.content.decode()
    assert "Nej tak." in page.content.decode()


def test_the_answer_names_the_item_that_decided_it(row):
    addressee = at_work(row.addressed_to.secretaries.get())
    meeting = MeetingFactory(body=row.addressed_to, held=True, agenda=True)
    item, foreign = (
        AgendaItemFactory(meeting=meeting, decided=True),
        AgendaItemFactory(decided=True),
    )
    address, words = pages_of(row)["answer"]

    refused = addressee.post(address, {**words, "decision_item": foreign.pk})
    addressee.post(address, {**words, "decision_item": item.pk})

    assert refused.status_code == 200
    assert item.get_absolute_url() in Client().get(row.get_absolute_url()).content.decode()


# --- Reading --------------------------------------------------------------------------------
def test_of_a_hidden_body_nobody_reads_the_advice_but_its_secretaries():
    secretary = UserFactory(staff=True)
    hidden = RecommendationFactory(body=BodyFactory(hidden=True, secretaries=[secretary]))
    paths = [hidden.get_absolute_url(), url("body_recommendations", hidden.body.pk, "x")]

    assert [Client().get(path).status_code for path in paths] == [404, 404]
    assert hidden.title not in Client().get(url("recommendations")).content.decode()
    assert hidden.title not in Client().get(url("recommendations_feed")).content.decode()
    assert at_work(secretary).get(paths[0]).status_code == 200


def test_the_list_is_narrowed_by_who_advised_and_by_the_answer():
    waiting, followed = RecommendationFactory(), RecommendationFactory(followed=True)
    done = RecommendationFactory(followed=True, done_on=TODAY, status_due_on=None)
    RecommendationFactory(status=Status.WITHDRAWN)
    rows = [waiting, followed, done]

    def shown(**asked) -> set[Recommendation]:
        page = Client().get(url("recommendations"), asked).content.decode()
        return {row for row in Recommendation.objects.all() if row.get_absolute_url() in page}

    assert shown() == set(rows)
    assert shown(svar="venter") == {waiting}
    assert shown(svar="foelges") == {followed, done}
    assert shown(svar="gennemfoert") == {done}
    assert shown(raad=waiting.body.pk) == {waiting}
    assert shown(svar="noget", raad="x") == set(rows)


def test_the_feed_tells_the_advice_the_answer_and_each_status():
    row = RecommendationFactory(followed=True)
    row.statuses.create(text="Tre står der.")

    feed = Client().get(url("recommendations_feed")).content.decode()

    assert feed.count("<entry>") == 3
    assert "Tre står der." in feed


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_three(count, django_assert_num_queries):
    body = BodyFactory()
    for _row in range(count):
        row = RecommendationFactory(body=body, followed=True)
        row.statuses.create(text="Tre står der.")
    client = Client()

    with django_assert_num_queries(4):
        client.get(url("recommendations"))
    with django_assert_num_queries(4):
        client.get(url("body_recommendations", body.pk, body.slug))
    with django_assert_num_queries(2):
        client.get(row.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(url("recommendations_feed"))


# --- In the register and the search ---------------------------------------------------------
def test_an_answered_recommendation_stands_in_the_register_with_its_course():
    area = Area.objects.first()
    row = RecommendationFactory(followed=True)
    row.body.areas.add(area)
    RecommendationFactory()
    at = timezone.now()

    (found,) = as_rows(all_rows(at=at, kind="anbefaling"))
    case = register_case(row.pk, person=None, at=at)

    assert (found.title, found.source_name, found.state) == (row.title, "Anbefaling", "decided")
    assert found.areas == [area.name]
    assert Client().get(found.url).status_code == 200
    assert [step.title for step in case.came_of] == [
        f"Svaret fra {row.addressed_to}: følges", "Næste status",
    ]  # fmt: skip
    assert register_rows(at=at, area=area, words=row.title).count() == 1
    assert register_rows(at=at, state="in_force").count() == 0
    assert register_case(RecommendationFactory().pk, person=None, at=at) is None


def test_what_is_withdrawn_or_hidden_is_not_found():
    row = RecommendationFactory(rejected=True)
    RecommendationFactory(status=Status.WITHDRAWN)
    RecommendationFactory(body=BodyFactory(hidden=True))
    at = timezone.now()

    keys = list(public_recommendations(at).values_list("pk", flat=True))
    (found,) = recommendation_rows(keys, at)

    assert (found.subject, found.path) == (row.pk, row.get_absolute_url())
    assert row.reason in found.text
