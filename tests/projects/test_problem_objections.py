"""Who raised a problem objects to its being hidden; another person decides, and they are told."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from comments.exceptions import HiddenByYourself
from core.transitions import TransitionNotAllowed
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from projects.duties.problems import duties_of
from projects.models import Problem, ProblemObjection
from projects.personal import forget, personal_data_of
from projects.problem_exceptions import RaisedByYourself
from projects.services.problem_moderation import hide_problem, restore_problem
from projects.services.problem_objections import (
    decide_objection,
    make_objection,
    may_object,
    who_may_decide,
)
from tests.accounts.factories import UserFactory
from tests.hearings.staff import at_work
from tests.projects.factories import ProblemFactory
from tests.projects.problem_people import client_of_staff, staff_of

pytestmark = pytest.mark.django_db
MARK = "Zzq er grunden"


@pytest.fixture
def problem():
    return ProblemFactory(title="Tunnelen er mørk")


@pytest.fixture
def judge(problem):
    """The one who hid the problem."""
    return staff_of(problem)


@pytest.fixture
def hidden(problem, judge):
    return hide_problem(problem, reason="advert", note="Reklame.", by=judge, at=timezone.now())


def objects(problem, text="Det er ikke reklame.", **values):
    values = {"by": problem.author, "at": timezone.now(), **values}
    return make_objection(problem, text=text, **values)


def decides(objection, by, *, is_upheld=True, answer=MARK):
    return decide_objection(objection, is_upheld=is_upheld, answer=answer, by=by, at=timezone.now())


def state_of(problem) -> str:
    return str(Problem.objects.get(pk=problem.pk).state)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def desk(problem, page="change") -> str:
    return reverse(f"admin:projects_problem_{page}", args=[problem.pk])


def object_page(problem) -> str:
    return reverse("projects:problem_object", args=[problem.number])


# --- What happens ---------------------------------------------------------------------------
def test_an_objection_waits_for_another_person_than_who_hid_it(hidden, judge):
    second = staff_of(hidden, full_name="Bo Bænk")
    staff_of(hidden, Role.FACILITATOR)  # moderates nothing

    objection = objects(hidden)

    assert objection.is_waiting
    assert objection.against == judge
    assert list(who_may_decide(objection)) == [second]
    assert not may_object(hidden, hidden.author)
    with pytest.raises(HiddenByYourself):
        decides(objection, judge)
    assert ProblemObjection.objects.get().is_waiting


@pytest.mark.parametrize(
    ("is_upheld", "state", "outcome"),
    [(True, "visible", "upheld"), (False, "hidden", "rejected")],
)
def test_it_is_decided_once_and_its_author_is_told_why(hidden, is_upheld, state, outcome):
    objection = objects(hidden)
    second = staff_of(hidden)
    Message.objects.all().delete()

    decides(objection, second, is_upheld=is_upheld)
    relay(Lane.IMMEDIATE, seconds=10)

    objection.refresh_from_db()
    (told,) = mail.outbox
    assert (state_of(hidden), objection.outcome, objection.decided_by) == (state, outcome, second)
    assert told.to == [hidden.author.email]
    assert told.subject == "Din indsigelse er afgjort: Tunnelen er mørk"
    for part in (told.body, told.alternatives[0][0]):
        assert MARK in part
        assert hidden.get_absolute_url() in part
    with pytest.raises(TransitionNotAllowed):
        decides(objection, staff_of(hidden))


def test_the_same_objection_sent_twice_is_one(hidden):
    first = objects(hidden)

    assert objects(hidden, text="Igen") == first
    assert ProblemObjection.objects.get().text == "Det er ikke reklame."


def test_what_is_decided_cannot_be_objected_to_but_a_new_hiding_can(hidden):
    second = staff_of(hidden)
    decides(objects(hidden), second, is_upheld=False)
    with pytest.raises(TransitionNotAllowed):
        objects(hidden)

    restore_problem(hidden, by=second, at=timezone.now())
    later = timezone.now() + timedelta(minutes=1)
    again = hide_problem(hidden, reason="hate", note="Tonen.", by=second, at=later)

    assert may_object(again, again.author)
    assert objects(again, at=later + timedelta(minutes=1)).against == second


def test_a_problem_that_is_objected_for_is_not_just_shown_again(hidden):
    objects(hidden)

    with pytest.raises(TransitionNotAllowed, match="indsigelse"):
        restore_problem(hidden, by=staff_of(hidden), at=timezone.now())

    assert state_of(hidden) == "hidden"


def test_a_problem_that_nobody_could_read_before_gets_its_whole_time_to_be_answered(judge):
    held = ProblemFactory(held=True, department=judge.department_roles.get().department)
    hidden = hide_problem(held, reason="advert", note="", by=judge, at=timezone.now())
    before = hidden.answer_due_on

    decides(objects(hidden), staff_of(held))

    held.refresh_from_db()
    assert (held.state, held.held_for) == ("visible", "")
    assert held.answer_due_on > before


def test_nobody_objects_for_another_and_not_to_what_can_be_read(problem, judge):
    with pytest.raises(TransitionNotAllowed):
        objects(problem)
    hide_problem(problem, reason="advert", note="", by=judge, at=timezone.now())
    with pytest.raises(PermissionDenied):
        objects(problem, by=UserFactory())

    assert not ProblemObjection.objects.exists()


def test_staff_do_not_decide_about_what_they_have_raised_themselves(hidden):
    superuser = UserFactory(admin=True)
    Problem.objects.filter(pk=hidden.pk).update(author=superuser)
    objection = objects(Problem.objects.get(pk=hidden.pk))

    with pytest.raises(RaisedByYourself):
        decides(objection, superuser)


# --- The author's pages ---------------------------------------------------------------------
def test_the_author_finds_the_way_says_why_and_reads_that_it_waits(hidden):
    client = client_of(hidden.author)
    before = client.get(hidden.get_absolute_url()).content.decode()

    form = client.get(object_page(hidden)).content.decode()
    empty = client.post(object_page(hidden), {"text": ""})
    sent = client.post(object_page(hidden), {"text": "Det er ikke reklame."})
    after = client.get(hidden.get_absolute_url()).content.decode()

    assert object_page(hidden) in before
    assert "Reklame." in form
    assert "Skriv, hvorfor du er uenig." in empty.content.decode()
    assert (sent.status_code, sent.headers["Location"]) == (302, hidden.get_absolute_url())
    assert "Din indsigelse er modtaget" in after
    assert object_page(hidden) not in after
    assert client.get(object_page(hidden)).headers["Location"] == hidden.get_absolute_url()


def test_the_author_reads_the_answer_to_a_rejected_objection(hidden):
    decides(objects(hidden), staff_of(hidden), is_upheld=False)

    page = client_of(hidden.author).get(hidden.get_absolute_url()).content.decode()

    assert "du har ikke fået medhold" in page
    assert MARK in page


def test_nobody_else_has_the_form_or_reads_of_the_objection(hidden):
    objects(hidden, text=MARK)
    other, staff = client_of(UserFactory()), client_of_staff(hidden)

    assert other.get(object_page(hidden)).status_code == HTTPStatus.NOT_FOUND
    assert staff.post(object_page(hidden), {"text": "x"}).status_code == HTTPStatus.FORBIDDEN
    assert MARK not in staff.get(hidden.get_absolute_url()).content.decode()
    assert ProblemObjection.objects.count() == 1


def test_what_is_typed_stands_when_there_were_too_many(hidden, monkeypatch):
    monkeypatch.setattr("projects.views.feeling.OBJECTIONS_PER_HOUR", 0)

    refused = client_of(hidden.author).post(object_page(hidden), {"text": MARK})

    assert refused.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert MARK in refused.content.decode()
    assert not ProblemObjection.objects.exists()


# --- At work --------------------------------------------------------------------------------
def test_a_colleague_decides_on_a_page_that_says_first_what_follows(hidden):
    objects(hidden, text="Det er ikke reklame.")
    client = client_of_staff(hidden)

    shown = client.get(desk(hidden))
    asked = client.get(desk(hidden, "decide")).content.decode()
    empty = client.post(desk(hidden, "decide"), {})
    sent = client.post(desk(hidden, "decide"), {"outcome": "upheld", "answer": MARK})

    assert [str(step["label"]) for step in shown.context["steps"]] == ["Afgør indsigelsen"]
    assert "Det er ikke reklame." in asked
    assert "medhold: problemet vises igen" in asked
    assert empty.status_code == HTTPStatus.OK
    assert sent.headers["Location"] == desk(hidden)
    assert state_of(hidden) == "visible"
    assert client.get(desk(hidden, "decide")).status_code == HTTPStatus.CONFLICT


def test_who_hid_it_is_told_who_may_decide(hidden, judge):
    objects(hidden)
    staff_of(hidden, full_name="Bo Bænk")
    client = at_work(judge)

    shown = client.get(desk(hidden))
    sent = client.post(desk(hidden, "decide"), {"outcome": "upheld", "answer": "Nej."}, follow=True)

    assert shown.context["steps"] == []
    assert "Bo Bænk" in shown.content.decode()
    assert "en kollega skal afgøre det" in sent.content.decode()
    assert state_of(hidden) == "hidden"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ADMINISTRATOR])
def test_who_does_not_moderate_does_not_decide(hidden, role):
    objection = objects(hidden)

    sent = client_of_staff(hidden, role).post(
        desk(hidden, "decide"), {"outcome": "upheld", "answer": "Ja."}
    )

    objection.refresh_from_db()
    assert sent.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
    assert objection.is_waiting


def test_it_is_a_duty_of_the_colleagues_alone_and_the_list_finds_it(hidden, judge):
    objects(hidden)
    other = ProblemFactory(hidden=True, department=hidden.department)
    second = staff_of(hidden)

    (duty,) = duties_of(second, timezone.now())
    found = at_work(second).get(duty.url).content.decode()
    overdue = duties_of(second, timezone.now() + timedelta(days=15))

    assert duty.title.startswith("1 indsigelse mod et skjult problem skal afgøres")
    assert hidden.title in found
    assert other.title not in found
    assert [each.is_overdue for each in overdue] == [True]
    assert duties_of(judge, timezone.now()) == []
    assert duties_of(staff_of(ProblemFactory()), timezone.now()) != [duty]


# --- What is kept ---------------------------------------------------------------------------
def test_a_person_fetches_their_objections_and_forgetting_takes_the_words(hidden):
    decides(objects(hidden, text=MARK), staff_of(hidden), is_upheld=False)
    person = hidden.author

    (raised,) = personal_data_of(person)["problems_raised"]
    forget(person)

    (told,) = raised["objections"]
    assert (told["text"], told["outcome"], told["answer"]) == (MARK, "rejected", MARK)
    assert ProblemObjection.objects.get().text == ""
    assert state_of(hidden) == "deleted"
