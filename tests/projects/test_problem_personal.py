import pytest
from django.utils import timezone

from portal.personal import forget as forget_everywhere
from portal.personal import personal_data_of
from projects.models import Problem, ProblemDraft
from projects.personal import forget
from projects.services.problem_moderation import hide_problem, report_problem
from projects.services.problems import feel
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.projects.factories import ProblemFactory
from tests.projects.problem_people import staff_of

pytestmark = pytest.mark.django_db
MARK = "zzq9f3a"


def test_a_person_fetches_what_they_raised_felt_reported_and_typed():
    person, other = UserFactory(), ProblemFactory()
    mine = ProblemFactory(author=person)
    feel(other, by=person, at=timezone.now())
    report_problem(other, reason="hate", text="Se", reporter=person, at=timezone.now())
    ProblemDraft.objects.create(
        key=mine.key, person=person, typed={"text": "x"}, expires_at=timezone.now()
    )

    told = personal_data_of(person, at=timezone.now())["projects"]

    assert [row["number"] for row in told["problems_raised"]] == [mine.number]
    assert [row["problem"] for row in told["problems_felt"]] == [other.get_absolute_url()]
    assert [row["text"] for row in told["problems_reported"]] == ["Se"]
    assert [row["typed"] for row in told["problem_drafts"]] == [{"text": "x"}]


def test_forgetting_takes_the_words_but_not_what_was_answered_or_said_for_an_organisation():
    person = UserFactory()
    words = {"author": person, "title": MARK, "text": MARK}
    waiting, held = ProblemFactory(**words), ProblemFactory(held=True, **words)
    hidden = ProblemFactory(**words)
    hide_problem(hidden, reason="hate", note=MARK, by=staff_of(hidden), at=timezone.now())
    answered = ProblemFactory(declined=True, author=person)
    of_choir = ProblemFactory(author=person, organisation=OrganisationFactory())
    felt = ProblemFactory()
    feel(felt, by=person, at=timezone.now())

    forget(person)

    for problem in (waiting, held, hidden):
        problem.refresh_from_db()
        assert (problem.state, problem.text, problem.title) == (Problem.State.DELETED, "", "")
        assert MARK not in problem.hidden_note
        assert not problem.history.filter(note__contains=MARK).exists()
    for problem in (answered, of_choir):
        problem.refresh_from_db()
        assert problem.is_visible
        assert problem.text
    felt.refresh_from_db()
    assert felt.felt_count == 0
    assert not ProblemDraft.objects.exists()


def test_the_words_of_an_answered_problem_stay_without_the_name(client):
    problem = ProblemFactory(declined=True, author=UserFactory(public_name=MARK))
    forget_everywhere(problem.author)

    page = client.get(problem.get_absolute_url()).content.decode()

    assert MARK not in page
    assert problem.text in page
