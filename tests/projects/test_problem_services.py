from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.exceptions import MayNotAct
from accounts.roles import Role
from city.models import Area, Topic
from comments.models import WatchedTerm
from core.transitions import TransitionNotAllowed
from notifications.models import Announcement, Message, Subscriber, Subscription
from projects.messages.problems import who_feels_or_follows, who_is_near
from projects.models import Problem, ProblemRoute, Project
from projects.problem_exceptions import (
    AnsweredMeanwhile,
    NobodyAnswers,
    NothingToFeel,
    RaisedByYourself,
)
from projects.services.answering import answer_problem, reroute_problem
from projects.services.problem_moderation import (
    hide_problem,
    keep_problem,
    release_problem,
    report_problem,
    restore_problem,
)
from projects.services.problems import feel, raise_problem, unfeel, withdraw_problem
from tests.accounts.factories import DepartmentFactory, OrganisationFactory, UserFactory
from tests.comments.factories import CommentFactory
from tests.councils.factories import BodyFactory
from tests.projects.factories import ProblemFactory, ProblemRouteFactory, ProjectFactory
from tests.projects.problem_people import staff_of

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Tunnelen er mørk",
    "text": "Lyset har været slukket siden august.",
    "for_whom": "Alle, der går hjem om aftenen.",
}


@pytest.fixture(autouse=True)
def route():
    ProblemRoute.objects.all().delete()
    return ProblemRouteFactory(days=30)


def known_author(**values):
    """Somebody whose words everybody has read before."""
    author = UserFactory(**values)
    CommentFactory(author=author)
    return author


def raised(**values):
    values = {"author": values.pop("author", None) or known_author(), "key": uuid4(), **values}
    return raise_problem(**{**TYPED, "at": timezone.now(), **values})


def actions(problem):
    return [line.action for line in problem.history.order_by("pk")]


def kinds():
    return sorted(
        Message.objects.filter(kind__startswith="projects.").values_list("kind", flat=True)
    )


# --- Raising ---------------------------------------------------------------------------------
def test_a_problem_is_routed_by_its_topic_and_has_its_days(route):
    topic = Topic.objects.create(name="Lys", slug="lys")
    own = ProblemRouteFactory(topic=topic, days=14)

    lit, other = raised(topic=topic), raised()

    assert (lit.department, other.department) == (own.department, route.department)
    days = [(row.answer_due_on - timezone.localdate()).days for row in (lit, other)]
    assert days == [14, 30]
    assert actions(lit) == ["raised"]
    assert lit.thread.department == own.department


def test_its_author_gets_a_receipt_and_who_lives_there_is_told_by_choice():
    problem = raised()

    assert kinds() == ["projects.problem_received"]
    assert Announcement.objects.get(kind="projects.problem_near").about_pk == str(problem.pk)


def test_a_form_sent_twice_makes_one_problem():
    author, key = known_author(), uuid4()

    first, second = raised(author=author, key=key), raised(author=author, key=key)

    assert first == second
    assert kinds() == ["projects.problem_received"]


def test_without_a_department_nothing_is_raised():
    ProblemRoute.objects.all().delete()

    with pytest.raises(NobodyAnswers):
        raised()
    assert not Problem.objects.exists()


def test_it_is_raised_for_an_organisation_by_who_may_act_for_it_alone():
    author = known_author()
    own, foreign = OrganisationFactory(members=[author]), OrganisationFactory()

    problem = raised(author=author, organisation=own)

    assert problem.author_name == own.name
    with pytest.raises(MayNotAct):
        raised(author=author, organisation=foreign)


def test_the_first_words_of_an_account_wait_until_somebody_has_read_them(settings):
    settings.COMMENTS_HOLD_FIRST = 1
    author = UserFactory()

    first = raised(author=author)
    untold = Announcement.objects.count()
    release_problem(first, by=staff_of(first), at=timezone.now())
    second = raised(author=author)

    assert (first.state, first.held_for) == (Problem.State.HELD, "first")
    told = Announcement.objects.filter(kind="projects.problem_near").order_by("pk")
    assert untold == 0
    assert [row.about_pk for row in told] == [str(first.pk), str(second.pk)]
    assert second.is_visible


def test_a_watched_word_anywhere_in_it_makes_it_wait():
    WatchedTerm.objects.create(kind="word", term="idiot*")

    assert raised(known_by="Spørg de idioter").state == Problem.State.HELD


def test_the_clock_of_a_held_problem_begins_when_everybody_can_read_it():
    problem = ProblemFactory(held=True, answer_due_on=timezone.localdate() + timedelta(days=5))
    at = timezone.now() + timedelta(days=10)

    released = release_problem(problem, by=staff_of(problem), at=at)

    assert released.answer_due_on == timezone.localdate(at) + timedelta(days=30)
    assert kinds() == ["projects.problem_released"]


def test_days_are_counted_by_the_clocks_of_copenhagen():
    late = datetime(2026, 10, 24, 23, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    after_midnight = late + timedelta(hours=1)

    due = [raised(at=at).answer_due_on for at in (late, after_midnight)]

    # Winter time begins in between: a day is a day.
    assert due == [date(2026, 11, 23), date(2026, 11, 24)]


# --- Feeling it too --------------------------------------------------------------------------
def test_a_person_counts_once_and_may_take_it_back():
    problem, person = ProblemFactory(), UserFactory()

    for _time in range(2):
        feel(problem, by=person, at=timezone.now())
    other = feel(problem, by=UserFactory(), at=timezone.now())
    back = unfeel(problem, by=person)

    assert (other.felt_count, back.felt_count) == (2, 1)


@pytest.mark.parametrize("state", ["held", "hidden"])
def test_what_not_everybody_reads_is_felt_by_nobody(state):
    with pytest.raises(NothingToFeel):
        feel(ProblemFactory(**{state: True}), by=UserFactory(), at=timezone.now())


def test_who_raised_it_does_not_count_twice():
    problem = ProblemFactory()

    with pytest.raises(NothingToFeel):
        feel(problem, by=problem.author, at=timezone.now())


def test_an_author_takes_the_words_back_until_there_is_an_answer():
    problem, answered = ProblemFactory(), ProblemFactory(declined=True)

    gone = withdraw_problem(problem, at=timezone.now())

    assert (gone.state, gone.text, gone.title) == (Problem.State.DELETED, "", "")
    assert actions(gone) == ["withdrawn"]
    with pytest.raises(TransitionNotAllowed):
        withdraw_problem(answered, at=timezone.now())


# --- Answering -------------------------------------------------------------------------------
def answered(problem, answer, **values):
    values = {"reason": "Fordi.", "by": staff_of(problem), "at": timezone.now(), **values}
    return answer_problem(problem, answer=answer, **values)


def test_a_problem_becomes_a_draft_of_a_project_with_its_words():
    problem = ProblemFactory()
    by = staff_of(problem, Role.FACILITATOR)

    answered(problem, "project", by=by)

    project = Project.objects.get()
    problem.refresh_from_db()
    assert problem.project == project
    assert (project.status, project.facilitator) == (Project.Status.DRAFT, by)
    assert (project.title, project.brief_problem) == (problem.title, problem.text)


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("project", lambda: {"project": ProjectFactory()}),
        ("body", lambda: {"body": BodyFactory()}),
        ("under_way", lambda: {"link": "https://example.dk/vej"}),
        ("under_way", lambda: {"project": ProjectFactory()}),
        ("declined", dict),
    ],
)
def test_each_answer_names_what_it_became_and_is_told(answer, values):
    problem, values = ProblemFactory(), values()

    row = answered(problem, answer, **values)

    assert (row.answer, row.reason) == (answer, "Fordi.")
    assert {name: getattr(row, name) for name in values} == values
    assert kinds() == ["projects.problem_answered"]
    assert Announcement.objects.get().kind == "projects.problem_answer_felt"
    assert actions(row) == ["answered"]


@pytest.mark.parametrize("state", ["held", "hidden"])
def test_what_not_everybody_reads_gets_no_answer(state):
    problem = ProblemFactory(**{state: True})

    with pytest.raises(TransitionNotAllowed):
        answered(problem, "declined")
    assert not Message.objects.exists()


def test_a_mended_answer_keeps_the_day_on_which_the_wait_ended():
    problem = ProblemFactory()
    first = answered(problem, "declined")

    later = answered(
        problem, "body", body=BodyFactory(), seen="declined", at=timezone.now() + timedelta(days=9)
    )

    assert later.answered_at == first.answered_at
    assert later.answer == "body"


def test_two_who_answer_at_once_see_each_other():
    problem = ProblemFactory()
    answered(problem, "declined")

    with pytest.raises(AnsweredMeanwhile):
        answered(problem, "body", body=BodyFactory())
    same = answered(problem, "declined")

    assert same.answer == "declined"
    assert kinds() == ["projects.problem_answered"]


def test_who_feels_it_or_follows_it_is_told_of_the_answer_but_the_author_once():
    problem, feels, follows = ProblemFactory(), UserFactory(), UserFactory()
    feel(problem, by=feels, at=timezone.now())
    for person in (follows, problem.author):
        row = Subscriber.objects.create(user=person)
        Subscription.objects.create(subscriber=row, feed=problem.feed)

    told = who_feels_or_follows(problem, None)

    assert {row.user for row in told} == {feels, follows}


def test_a_new_problem_is_for_who_follows_its_area_or_topic():
    near, far = (Area.objects.create(name=name, slug=name) for name in ("her", "der"))
    problem = ProblemFactory()
    problem.areas.add(near)
    rows = {
        area: Subscription.objects.create(
            subscriber=Subscriber.objects.create(user=UserFactory()), area=area
        )
        for area in (near, far)
    }

    assert set(who_is_near(problem, None)) == {rows[near].subscriber}


def test_another_department_answers_and_the_day_stays():
    problem, other = raised(), DepartmentFactory()

    sent = reroute_problem(problem, department=other, by=staff_of(problem), at=timezone.now())

    assert (sent.department, sent.answer_due_on) == (other, problem.answer_due_on)
    assert sent.thread.department == other
    assert actions(sent) == ["raised", "routed"]


def test_an_answered_problem_is_not_sent_on():
    problem = ProblemFactory(declined=True)

    with pytest.raises(TransitionNotAllowed):
        reroute_problem(
            problem, department=DepartmentFactory(), by=staff_of(problem), at=timezone.now()
        )


# --- Moderation ------------------------------------------------------------------------------
def test_a_hidden_problem_says_why_to_its_author_and_comes_back_with_its_day():
    problem = ProblemFactory()
    by = staff_of(problem)
    report_problem(problem, reason="hate", text="", reporter=None, at=timezone.now())

    hidden = hide_problem(problem, reason="hate", note="Skriv pænt.", by=by, at=timezone.now())
    shown = restore_problem(problem, by=by, at=timezone.now())

    assert (hidden.state, hidden.hidden_note) == (Problem.State.HIDDEN, "Skriv pænt.")
    assert not problem.reports.filter(handled_at=None).exists()
    assert (shown.state, shown.answer_due_on) == (Problem.State.VISIBLE, problem.answer_due_on)
    assert kinds() == ["projects.problem_hidden", "projects.problem_released"]


def test_what_was_hidden_unread_gets_its_days_when_it_is_shown():
    problem = ProblemFactory(held=True, overdue=True)
    by = staff_of(problem)
    hide_problem(problem, reason="advert", note="Reklame", by=by, at=timezone.now())

    shown = restore_problem(problem, by=by, at=timezone.now())

    assert shown.answer_due_on == timezone.localdate() + timedelta(days=30)
    assert Announcement.objects.filter(kind="projects.problem_near").count() == 1


def test_a_report_is_kept_once_per_person_and_handled_once():
    problem, reporter = ProblemFactory(), UserFactory()
    by = staff_of(problem)
    for _time in range(2):
        report_problem(problem, reason="hate", text="", reporter=reporter, at=timezone.now())

    keep_problem(problem, by=by, at=timezone.now())

    assert problem.reports.count() == 1
    with pytest.raises(TransitionNotAllowed):
        keep_problem(problem, by=by, at=timezone.now())


@pytest.mark.parametrize(
    ("step", "state"),
    [(release_problem, "held"), (restore_problem, "hidden"), (keep_problem, None)],
)
def test_nobody_judges_what_they_raised_themselves(step, state):
    problem = ProblemFactory(**({state: True} if state else {}))

    with pytest.raises(RaisedByYourself):
        step(problem, by=problem.author, at=timezone.now())


@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        (lambda p, by, at: release_problem(p, by=by, at=at), {"held"}),
        (
            lambda p, by, at: hide_problem(p, reason="hate", note="x", by=by, at=at),
            {"visible", "held"},
        ),
        (lambda p, by, at: restore_problem(p, by=by, at=at), {"hidden"}),
        (
            lambda p, by, at: report_problem(p, reason="hate", text="", reporter=by, at=at),
            {"visible"},
        ),
        (lambda p, _by, at: withdraw_problem(p, at=at), {"visible", "held"}),
    ],
)
@pytest.mark.parametrize("state", ["visible", "held", "hidden", "deleted"])
def test_each_step_has_its_states(step, allowed, state):
    problem = ProblemFactory(
        state=state, hidden_reason="advert" if state == "hidden" else "",
    )  # fmt: skip
    by = staff_of(problem)

    if state in allowed:
        step(problem, by, timezone.now())
    else:
        with pytest.raises(TransitionNotAllowed):
            step(problem, by, timezone.now())
    problem.refresh_from_db()
    assert problem.history.exists() is (state in allowed)
