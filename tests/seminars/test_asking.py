"""Questions to a session: who may ask and support, once each, and what the room sees."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from events.links import token_for
from seminars.asking_exceptions import NotAsked
from seminars.models import Question, QuestionSupport, SeminarEvent
from seminars.services.asking import Asker, ask_question, set_state, support_question
from tests.accounts.factories import UserFactory
from tests.events.factories import RegistrationFactory
from tests.hearings.staff import at_work
from tests.hearings.test_races import at_once
from tests.seminars.factories import QuestionFactory, SeminarFactory, SessionFactory

pytestmark = pytest.mark.django_db
State = Question.State
CROWD = 20


def ask(session, asker, **fields):
    known = {"text": "Hvad koster det?", "asked_by": "", "key": uuid.uuid4()}
    return ask_question(session, asker=asker, at=timezone.now(), **(known | fields))


def open_session(**fields):
    return SessionFactory(takes_questions=True, **fields)


def seat(session):
    return RegistrationFactory(event=session.day.event)


def of_user(user=None):
    return Asker(user=user or UserFactory())


def address(session, name="questions", *parts):
    seminar = session.seminar
    return reverse(f"seminars:{name}", args=[seminar.pk, seminar.slug, session.pk, *parts])


def by_link(place, session, name="questions_by_link", *parts):
    return reverse(f"seminars:{name}", args=[token_for(place), session.pk, *parts])


# --- The steps ----------------------------------------------------------------------------------
def test_questions_are_numbered_and_a_form_sent_twice_asks_once():
    session, asker, key = open_session(), of_user(), uuid.uuid4()

    first = ask(session, asker, key=key)
    again, other = ask(session, asker, key=key), ask(session, asker)

    assert (first, first.number, other.number) == (again, 1, 2)


@pytest.mark.parametrize(
    "session",
    [
        lambda: SessionFactory(takes_questions=False),
        lambda: open_session(seminar=SeminarFactory(draft=True)),
        lambda: open_session(event__cancelled=True),
        lambda: open_session(seminar=SeminarFactory(held=True)),
    ],
)
def test_one_asks_only_while_one_can(session):
    with pytest.raises(NotAsked):
        ask(session(), of_user())


def test_support_counts_once_for_each_and_can_be_taken_back():
    question = QuestionFactory()
    person, place = of_user(), Asker(registration=seat(question.session))

    for asker in (person, person, place, place):
        support_question(question, asker=asker, wants=True, at=timezone.now())
    question.refresh_from_db()
    both = question.support_count
    question = support_question(question, asker=person, wants=False, at=timezone.now())

    assert (both, question.support_count) == (2, 1)


def test_who_has_an_account_and_a_seat_counts_once():
    question, user = QuestionFactory(), UserFactory()
    place = RegistrationFactory(event=question.session.day.event, user=user)

    for asker in (Asker(user=user), Asker(user=user, registration=place)):
        question = support_question(question, asker=asker, wants=True, at=timezone.now())

    assert question.support_count == 1


def test_what_is_hidden_is_kept_with_the_reason_and_can_be_shown_again():
    question, by = QuestionFactory(), UserFactory(staff=True)

    set_state(question, state=State.HIDDEN, reason="Om en person", by=by, at=timezone.now())
    with pytest.raises(NotAsked):
        support_question(question, asker=of_user(), wants=True, at=timezone.now())
    assert not Question.objects.shown().exists()
    set_state(question, state=State.OPEN, by=by, at=timezone.now())

    question.refresh_from_db()
    assert (question.state, question.hidden_reason) == (State.OPEN, "")
    actions = question.session.seminar.history.values_list("action", flat=True)
    assert {SeminarEvent.Action.QUESTION_HIDDEN, SeminarEvent.Action.QUESTION_SHOWN} <= set(actions)


def test_open_ones_stand_first_most_supported_first():
    session = open_session()
    rows = [QuestionFactory(session=session, support_count=n) for n in (1, 5, 3)]
    answered = QuestionFactory(session=session, support_count=9, state=State.ANSWERED)

    assert list(session.questions.in_line()) == [rows[1], rows[2], rows[0], answered]


# --- Many at once -------------------------------------------------------------------------------
def count_without_a_lock(question, user):
    with transaction.atomic():
        row = Question.objects.get(pk=question.pk)
        QuestionSupport.objects.create(question=row, user=user)
        row.support_count += 1
        row.save(update_fields=["support_count"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_twenty_who_support_at_once_are_twenty():
    question, people = QuestionFactory(), [UserFactory() for _ in range(CROWD)]

    at_once(
        [
            lambda p=person: support_question(
                question, asker=Asker(user=p), wants=True, at=timezone.now()
            )
            for person in people
        ]
    )

    question.refresh_from_db()
    assert question.support_count == QuestionSupport.objects.count() == CROWD


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_without_the_lock_some_would_not_be_counted():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    question, people = QuestionFactory(), [UserFactory() for _ in range(CROWD)]

    at_once([lambda p=person: count_without_a_lock(question, p) for person in people])

    question.refresh_from_db()
    assert question.support_count < CROWD


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_questions_asked_at_once_have_numbers_of_their_own():
    session, people = open_session(), [UserFactory() for _ in range(CROWD)]

    at_once([lambda p=person: ask(session, Asker(user=p)) for person in people])

    assert sorted(session.questions.values_list("number", flat=True)) == list(range(1, CROWD + 1))


# --- The pages ----------------------------------------------------------------------------------
def typed(client, url, **fields):
    page = client.get(url)
    stamp = page.context["stamp"]
    known = {"text": "Hvad koster det?", "asked_by": "Karl", "stamp": stamp}
    return client.post(url, known | fields)


def test_everybody_reads_and_who_has_neither_account_nor_seat_is_told_how_to_ask(client):
    session = open_session()
    QuestionFactory(session=session, text="Hvordan fik I de unge med?")

    page = client.get(address(session))

    assert "Hvordan fik I de unge med?" in page.content.decode()
    assert "brug linket i den mail" in page.content.decode()
    assert client.post(address(session), {"text": "Hej"}).status_code == 404


@pytest.mark.parametrize("way", ["account", "link"])
def test_a_question_is_asked_and_supported(way):
    session = open_session()
    other = QuestionFactory(session=session)
    client, url = Client(), by_link(seat(session), session)
    support = by_link(seat(session), session, "question_support_by_link", other.number)
    if way == "account":
        client, url = at_work(UserFactory()), address(session)
        support = address(session, "question_support", other.number)

    asked = typed(client, url)
    for _time in range(2):
        assert client.post(support, {"vil": "ja"}).status_code == 302

    assert asked.status_code == 302
    question = session.questions.exclude(pk=other.pk).get()
    assert (question.text, question.asked_by) == ("Hvad koster det?", "Karl")
    other.refresh_from_db()
    assert other.support_count == 1


def test_a_cpr_number_is_refused_and_what_was_typed_stands_there():
    session = open_session()

    page = typed(at_work(UserFactory()), address(session), text="Min er 010190-1234, hvorfor?")

    assert page.status_code == 200
    assert "010190-1234, hvorfor?" in page.content.decode()
    assert not session.questions.exists()


def test_without_a_seat_the_link_opens_nothing():
    session = open_session()
    waiting = RegistrationFactory(event=session.day.event, waiting=True)
    elsewhere = RegistrationFactory()

    for place in (waiting, elsewhere):
        assert Client().get(by_link(place, session)).status_code == 404
    assert Client().get(by_link(seat(session), session)).status_code == 200


def test_a_hidden_question_is_seen_by_who_asked_alone():
    session, user = open_session(), UserFactory()
    QuestionFactory(
        session=session, text="Om naboen", user=user, state=State.HIDDEN, hidden_reason="Om en"
    )

    own = at_work(user).get(address(session)).content.decode()
    others = Client().get(address(session)).content.decode()
    screen = Client().get(address(session, "question_screen")).content.decode()

    assert "Skjult for andre: Om en" in own
    assert "Om naboen" not in others + screen


def test_who_has_the_list_already_is_sent_nothing(client):
    session = open_session()
    question = QuestionFactory(session=session)
    first = client.get(address(session, "question_rows"))

    same = client.get(
        address(session, "question_rows"), headers={"If-None-Match": first.headers["ETag"]}
    )
    support_question(question, asker=of_user(), wants=True, at=timezone.now())
    other = client.get(
        address(session, "question_rows"), headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (same.status_code, other.status_code) == (304, 200)


@pytest.mark.parametrize("count", [1, 3])
def test_many_questions_cost_what_one_costs(client, count, django_assert_num_queries):
    session = open_session()
    for _number in range(count):
        QuestionFactory(session=session)

    with django_assert_num_queries(3):
        client.get(address(session))


# --- Who runs the session -----------------------------------------------------------------------
def runner(session):
    return at_work(UserFactory(role=Role.FACILITATOR, department=session.seminar.department))


def desk(session, name="desk_questions", *parts):
    return reverse(f"seminars:{name}", args=[session.seminar_id, session.pk, *parts])


def test_who_runs_it_marks_hides_and_writes_down_for_the_room():
    session = open_session()
    one, two = QuestionFactory(session=session), QuestionFactory(session=session)
    client = runner(session)

    client.post(desk(session, "desk_question_mark", one.number), {"tilstand": "answered"})
    hidden = client.post(desk(session, "desk_question_hide", two.number), {"reason": "Reklame"})
    without = client.post(desk(session, "desk_question_hide", one.number), {"reason": ""})
    client.post(desk(session), {"text": "Fra salen?", "asked_by": "", "key": uuid.uuid4()})

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (State.ANSWERED, State.HIDDEN)
    assert (hidden.status_code, without.status_code) == (302, 200)
    assert session.questions.get(number=3).is_from_the_room
    assert "Reklame" in client.get(desk(session)).content.decode()


def test_nobody_else_runs_it():
    session = open_session()
    strangers = [Client(), at_work(UserFactory()), at_work(UserFactory(role=Role.FACILITATOR))]

    answers = [client.get(desk(session)).status_code for client in strangers]

    assert answers[0] in (302, 404)
    assert answers[1:] == [404, 404] or answers[1] in (302, 403, 404)


def test_the_day_is_on_one_page_with_who_has_come():
    session = open_session(few=True)
    RegistrationFactory(event=session.day.event, people=3, has_come=True)
    RegistrationFactory(event=session.day.event)

    page = runner(session).get(reverse("seminars:desk", args=[session.seminar_id]))

    assert "3 af 4 er kommet" in page.content.decode()
    assert desk(session) in page.content.decode()


def test_a_question_that_comes_after_the_end_is_not_lost():
    session = open_session()
    client = at_work(UserFactory())
    url = address(session)
    stamp = client.get(url).context["stamp"]
    session.event.starts_at = timezone.now() - timedelta(hours=3)
    session.event.ends_at = timezone.now() - timedelta(hours=2)
    session.event.save()

    page = client.post(url, {"text": "Nåede jeg det?", "asked_by": "", "stamp": stamp})

    assert page.status_code == 409
    assert "Nåede jeg det?" in page.content.decode()
