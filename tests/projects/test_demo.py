"""The demo of problems, projects and walls: every state can be seen, a second load changes nothing.

The pages of the demo are opened in tests/portal/test_demo.py, where the whole of it is made.
"""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts import demo as accounts_demo
from accounts.models import Organisation
from city import reference
from core.clock import local_date
from core.contributions import Fate
from core.cpr import find_cpr
from councils import demo as councils_demo
from projects import demo
from projects import reference as routes
from projects.focus_years import standing_of
from projects.models import (
    FocusDesignation,
    Idea,
    Lesson,
    Offer,
    Problem,
    Project,
    PromiseAnswer,
    Question,
)
from walls.models import Note, Wall, WallPerson

MODELS = (Problem, Project, Question, Idea, Offer, Lesson, FocusDesignation, Wall, Note)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The demo's projects, made once for the tests of this file; their moment."""
    around = transaction.atomic()
    # As Django marks its own: what must not stand inside a transaction may stand inside this one.
    around._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), around:
        reference.load()
        routes.load()
        at = timezone.now()
        people = accounts_demo.load(at=at)
        councils_demo.load(people, at=at)
        demo.load(people, at=at)
        yield people, at
        transaction.set_rollback(True)


@pytest.fixture
def at(made, django_db_blocker):
    with django_db_blocker.unblock():
        yield made[1]


def test_problems_stand_in_every_state(at):
    assert Problem.objects.count() >= 8
    assert set(Problem.objects.values_list("answer", flat=True)) == set(Problem.Answer.values)
    states = set(Problem.objects.values_list("state", flat=True))
    assert {Problem.State.VISIBLE, Problem.State.HELD, Problem.State.HIDDEN} <= states
    assert Problem.objects.overdue().exists()


def test_three_projects_are_in_three_phases(at):
    assert set(Project.objects.values_list("status", "phase")) == {
        ("active", "formulate"),
        ("active", "try_out"),
        ("closed", "learn"),
    }
    assert set(Question.objects.values_list("state", flat=True)) == set(Question.State.values)


def test_last_years_focus_is_evaluated_this_years_in_work_and_a_majority_points_at_the_next(at):
    evaluated, now = FocusDesignation.objects.order_by("year__year")
    assert (evaluated.project.status, evaluated.is_evaluated) == ("closed", True)
    assert (now.year.year, now.is_evaluated) == (local_date(at).year, False)
    assert now.project.involvement.filter(done_on=None).exists()
    paths = Project.objects.get(title__startswith="Stierne")
    standing = standing_of(paths, local_date(at).year + 1, at)
    assert (standing.count, standing.seats) == (12, 21)


def test_the_wall_has_40_notes_and_its_line_and_another_is_in_use(at):
    full, live = Wall.objects.order_by("created_at")
    assert (full.note_count, full.is_frozen, full.line_at) == (40, True, 5)
    assert full.notes.filter(is_from_paper=True).exists()
    assert full.notes.filter(author=None, is_from_paper=False).exists()
    assert live.step == Wall.Step.COLLECT
    spent = sum(WallPerson.objects.values_list("used", flat=True))
    assert spent == sum(full.notes.values_list("dot_count", flat=True)) > 100


def test_what_people_gave_has_become_of_everything_there_is(at):
    assert set(Idea.objects.values_list("fate", flat=True)) == set(Fate.values)
    assert set(Offer.objects.values_list("status", flat=True)) >= {"waiting", "accepted"}
    assert PromiseAnswer.objects.count() >= 10
    assert set(Organisation.objects.values_list("status", flat=True)) == {"approved", "proposed"}


def test_a_second_load_changes_nothing_and_nobody_has_a_number(made, django_db_blocker):
    with django_db_blocker.unblock():
        people, at = made
        before = [model.objects.count() for model in MODELS]
        demo.load(people, at=at)

        assert [model.objects.count() for model in MODELS] == before
        words = " ".join(Problem.objects.values_list("text", flat=True))
        words += " ".join(Note.objects.values_list("text", flat=True))
        assert not find_cpr(words)
