"""Many at once on one problem. Real threads; a race means something on PostgreSQL only."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from projects.models import Problem, ProblemFelt
from projects.services.answering import answer_problem
from projects.services.problems import feel, raise_problem
from tests.accounts.factories import UserFactory
from tests.comments.factories import CommentFactory
from tests.comments.test_races import all_at_once
from tests.hearings.test_races import at_once
from tests.projects.factories import ProblemFactory
from tests.projects.problem_people import staff_of
from tests.projects.test_problem_services import TYPED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 30


def count_without_a_lock(problem: Problem, person) -> None:
    """What a careless service would do: look, then write."""
    with transaction.atomic():
        row = Problem.objects.get(pk=problem.pk)
        ProblemFelt.objects.create(problem=row, user=person)
        row.felt_count += 1
        row.save(update_fields=["felt_count"])


def test_one_person_who_feels_it_many_times_at_once_counts_once():
    problem, person = ProblemFactory(), UserFactory()

    all_at_once([lambda: feel(problem, by=person, at=timezone.now()).felt_count] * CROWD)

    problem.refresh_from_db()
    assert (problem.felt_count, ProblemFelt.objects.count()) == (1, 1)


def test_many_who_feel_it_at_once_are_all_counted():
    problem, people = ProblemFactory(), [UserFactory() for _ in range(CROWD)]

    all_at_once([partial(feel, problem, by=person, at=timezone.now()) for person in people])

    problem.refresh_from_db()
    assert (problem.felt_count, ProblemFelt.objects.count()) == (CROWD, CROWD)


def test_without_the_lock_people_would_be_lost():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    problem, people = ProblemFactory(), [UserFactory() for _ in range(CROWD)]

    at_once([partial(count_without_a_lock, problem, person) for person in people])

    problem.refresh_from_db()
    assert ProblemFelt.objects.count() == CROWD
    assert problem.felt_count < CROWD


def test_one_form_sent_many_times_at_once_is_one_problem():
    author, key = UserFactory(), uuid4()
    CommentFactory(author=author)

    def send() -> int:
        return raise_problem(**TYPED, author=author, key=key, at=timezone.now()).pk

    sent = all_at_once([send] * CROWD)

    assert len(set(sent)) == 1
    assert Problem.objects.count() == 1
    assert Problem.objects.get().history.filter(action="raised").count() == 1


def test_two_who_answer_at_once_leave_one_project():
    problem = ProblemFactory()
    by = staff_of(problem)
    answer = partial(answer_problem, problem, answer="project", reason="Ja.", by=by)

    all_at_once([partial(answer, at=timezone.now())] * 5)

    problem.refresh_from_db()
    assert problem.project.problems.count() == 1
    assert type(problem.project).objects.count() == 1
