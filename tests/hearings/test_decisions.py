from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.clock import local_date
from core.transitions import TransitionNotAllowed
from hearings import services
from hearings.exceptions import WhitePaperMissing
from hearings.models import Answer, Change, Hearing, HearingEvent
from hearings.promises import points_of, promises_of
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.hearings.factories import (
    DecisionStepFactory,
    HearingFactory,
    ResponseFactory,
    days_from_now,
)
from tests.hearings.papers import answer_to, point_in, published_of

pytestmark = pytest.mark.django_db
Action = HearingEvent.Action
DAY = date(2027, 3, 2)


def enter(hearing: Hearing, **values):
    fields = {"body": "Økonomiudvalget", **values}
    return services.enter_step(hearing, **fields, by=UserFactory(), at=timezone.now())


def decide(hearing: Hearing, **values) -> Hearing:
    fields = {"on": local_date(timezone.now()), "decision": "Vedtaget.", **values}
    return services.decide_hearing(hearing, **fields, by=UserFactory(), at=timezone.now())


def answered_hearing() -> Hearing:
    """Two points with changes that are promised, one that is rejected, one without a change."""
    hearing = HearingFactory(closed=True)
    first = ResponseFactory(hearing=hearing, approved=True, email="asta@example.dk")
    second = ResponseFactory(hearing=hearing, approved=True, email="birk@example.dk")
    trees = point_in(first, second, title="Bevar poppelrækken")
    path = point_in(second, title="Lys på stien", theme="Stier")
    cars = point_in(first, title="Flere biler", theme="Parkering")
    quiet = point_in(first, title="Mindre larm", theme="Støj")
    answer_to(trees.theme, change="Rækken bliver stående", change_place="§ 7.3")
    answer_to(path, outcome=Answer.Outcome.PARTLY, change="Ti lamper", change_place="Kort 2")
    answer_to(cars, outcome=Answer.Outcome.REJECTED, change="Ingen")
    answer_to(quiet, outcome=Answer.Outcome.NOTED)
    published_of(hearing)
    hearing.refresh_from_db()
    return hearing


# --- Steps ----------------------------------------------------------------------------------
def test_steps_stand_in_their_order_and_write_history():
    hearing = HearingFactory(closed=True)

    enter(hearing, body="Miljø- og Byudvalget", meets_on=DAY, outcome="recommended")
    enter(hearing, body="Kommunalbestyrelsen", position=2)
    enter(hearing, body="Økonomiudvalget", position=1)

    assert [(step.body, step.position) for step in hearing.decision_steps.all()] == [
        ("Miljø- og Byudvalget", 0),
        ("Økonomiudvalget", 1),
        ("Kommunalbestyrelsen", 2),
    ]
    notes = hearing.history.filter(action=Action.STEP_ENTERED).order_by("pk")
    assert [line.note for line in notes] == [
        "Miljø- og Byudvalget, 2027-03-02, anbefalet",
        "Kommunalbestyrelsen",
        "Økonomiudvalget",
    ]


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_draft_and_what_is_taken_back_get_no_steps(state):
    hearing = HearingFactory(**{state: True})
    step = DecisionStepFactory(hearing=hearing)

    for act in (
        lambda: enter(hearing),
        lambda: services.change_step(step, body="X", by=UserFactory(), at=timezone.now()),
        lambda: services.remove_step(step, by=UserFactory(), at=timezone.now()),
    ):
        with pytest.raises(TransitionNotAllowed):
            act()

    assert (hearing.decision_steps.count(), hearing.history.count()) == (1, 0)


def test_an_outcome_without_a_day_is_refused_by_the_database_too():
    hearing = HearingFactory(closed=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        enter(hearing, outcome="approved")

    assert not hearing.history.exists()


def test_a_change_of_a_step_keeps_the_old_words_in_the_history():
    step = DecisionStepFactory(hearing=HearingFactory(closed=True))

    services.change_step(
        step, meets_on=DAY, outcome="changed", text="Uden § 4", by=UserFactory(), at=timezone.now()
    )

    step.refresh_from_db()
    assert (step.meets_on, step.outcome, step.text) == (DAY, "changed", "Uden § 4")
    line = step.hearing.history.get()
    assert line.note == (
        "Økonomiudvalget -> Økonomiudvalget, 2027-03-02, vedtaget med ændringer, Uden § 4"
    )


def test_a_step_is_removed_until_the_decision_has_told_of_it():
    hearing = HearingFactory(closed=True)
    told, wrong = enter(hearing), enter(hearing, body="Forkert udvalg")
    services.remove_step(wrong, by=UserFactory(), at=timezone.now())
    decide(hearing)
    later = enter(hearing, body="Planklagenævnet")

    with pytest.raises(TransitionNotAllowed):
        services.remove_step(told, by=UserFactory(), at=timezone.now())
    services.remove_step(later, by=UserFactory(), at=timezone.now())

    assert [step.body for step in hearing.decision_steps.all()] == ["Økonomiudvalget"]
    assert hearing.history.filter(note="Fjernet: Forkert udvalg").count() == 1


# --- The decision ---------------------------------------------------------------------------
def test_answers_without_a_white_paper_need_a_reason_and_nothing_is_saved_without():
    hearing = HearingFactory(closed=True)
    ResponseFactory(hearing=hearing)

    for reason in ("", "  \n"):
        with pytest.raises(WhitePaperMissing):
            decide(hearing, no_white_paper_reason=reason)

    hearing.refresh_from_db()
    assert hearing.status == Hearing.Status.PUBLISHED
    assert (hearing.history.count(), Message.objects.count()) == (0, 0)


def test_the_reason_is_kept_with_the_moment_of_publication():
    hearing = HearingFactory(closed=True)
    ResponseFactory(hearing=hearing)
    before = timezone.now()

    decide(hearing, no_white_paper_reason="Begge svar er besvaret i sagen.")

    hearing.refresh_from_db()
    assert hearing.no_white_paper_reason == "Begge svar er besvaret i sagen."
    assert hearing.decision_published_at >= before


@pytest.mark.parametrize("withdrawn", [True, False])
def test_no_reason_is_kept_where_none_is_owed(withdrawn):
    hearing = HearingFactory(closed=True)
    if withdrawn:
        ResponseFactory(hearing=hearing, withdrawn=True)

    decide(hearing, no_white_paper_reason="Overflødig.")

    hearing.refresh_from_db()
    assert (hearing.status, hearing.no_white_paper_reason) == ("decided", "")


def test_a_hearing_with_a_white_paper_owes_no_reason():
    hearing = answered_hearing()

    decide(hearing, no_white_paper_reason="Overflødig.")

    hearing.refresh_from_db()
    assert (hearing.status, hearing.no_white_paper_reason) == ("decided", "")


def test_the_decision_is_made_once():
    hearing = decide(HearingFactory(closed=True))

    with pytest.raises(TransitionNotAllowed):
        decide(hearing)

    assert hearing.history.filter(action=Action.DECIDED).count() == 1


# --- What was promised ----------------------------------------------------------------------
def test_each_accepted_answer_with_a_change_becomes_one_promise():
    hearing = answered_hearing()

    decide(hearing, changes_due_on=DAY)

    changes = hearing.changes.order_by("text")
    assert [(c.text, c.place, c.due_on, c.department, c.status) for c in changes] == [
        ("Rækken bliver stående", "§ 7.3", DAY, hearing.department, "planned"),
        ("Ti lamper", "Kort 2", DAY, hearing.department, "planned"),
    ]
    assert hearing.history.filter(action=Action.CHANGE_PLANNED).count() == 2


def test_without_a_day_the_promise_is_due_half_a_year_after_the_decision():
    hearing = answered_hearing()

    decide(hearing, on=date(2026, 6, 1))

    assert set(hearing.changes.values_list("due_on", flat=True)) == {date(2026, 11, 30)}


def test_planning_twice_adds_nothing():
    hearing = answered_hearing()
    decide(hearing)

    again = services.plan_changes_from_answers(
        hearing, due_on=DAY, by=UserFactory(), at=timezone.now()
    )

    assert (again, hearing.changes.count()) == ([], 2)


def test_what_is_written_after_the_white_paper_is_not_promised():
    hearing = answered_hearing()
    Answer.objects.filter(hearing=hearing).update(change="Noget helt andet")

    assert sorted(promise.text for promise in promises_of(hearing)) == [
        "Rækken bliver stående",
        "Ti lamper",
    ]


def test_a_theme_whose_points_all_have_their_own_answers_promises_nothing():
    hearing = HearingFactory(closed=True)
    point = point_in(ResponseFactory(hearing=hearing, approved=True))
    answer_to(point.theme, change="Temaets")
    answer_to(point, change="Pointens")
    published_of(hearing)

    assert [promise.text for promise in promises_of(hearing)] == ["Pointens"]


def test_the_points_that_most_have_said_stand_first():
    hearing = answered_hearing()

    points = points_of(hearing.white_papers.get().content)

    assert next((point.title, point.count) for point in points) == ("Bevar poppelrækken", 2)
    assert {point.count for point in points[1:]} == {1}


def test_a_hearing_without_a_white_paper_promises_nothing():
    hearing = HearingFactory(closed=True, closes_at=days_from_now(-2))
    answer_to(point_in(ResponseFactory(hearing=hearing)), change="Ikke udgivet")

    assert promises_of(hearing) == []
    assert not Change.objects.exists()


def test_a_step_that_came_with_the_decision_is_told():
    step = DecisionStepFactory(
        hearing=HearingFactory(decided=True, decision_published_at=timezone.now()),
        created_at=timezone.now() - timedelta(days=1),
    )

    assert step.is_told
    step.created_at = timezone.now() + timedelta(days=1)
    assert not step.is_told


@pytest.mark.parametrize("is_decided", [False, True])
def test_a_step_that_is_written_after_the_decision_comes_into_the_files(is_decided):
    hearing = answered_hearing()
    if is_decided:
        decide(hearing)
    before = Hearing.objects.get(pk=hearing.pk).public_revision

    enter(hearing)

    after = Hearing.objects.get(pk=hearing.pk).public_revision
    assert after - before == int(is_decided)
