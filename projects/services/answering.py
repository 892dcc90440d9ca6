"""The department's part: who is to answer, and what becomes of a problem, with the reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from comments.services.opening import keep_department
from notifications.services import announce, enqueue
from projects.models import Problem, Project, ProjectEvent
from projects.problem_exceptions import AnsweredMeanwhile
from projects.services.history import record
from projects.services.locking import locked_problem
from projects.services.projects import create_project

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Department
    from councils.models import Body

Action = ProjectEvent.Action
Answer = Problem.Answer
ANSWERED = "projects.problem_answered"
ANSWER_FELT = "projects.problem_answer_felt"
# What a draft of a project has room for.
LEAD, BRIEF = 500, 1000


@transaction.atomic
def reroute_problem(problem: Problem, *, department: Department, by: User, at: datetime) -> Problem:
    """Let another department answer; the clock goes on, and everybody sees whose it is now.

    Raises:
        TransitionNotAllowed: it is answered, hidden or withdrawn.
    """
    problem = locked_problem(problem.pk)
    if problem.department_id == department.pk:
        return problem
    problem.send_to(department)
    keep_department(problem.thread, department)
    record(problem, Action.ROUTED, by=by, at=at, note=str(department))
    return problem


@transaction.atomic
def answer_problem(
    problem: Problem,
    *,
    answer: str,
    reason: str,
    project: Project | None = None,
    body: Body | None = None,
    link: str = "",
    seen: str = Answer.NONE,
    by: User,
    at: datetime,
) -> Problem:
    """Say what becomes of a problem, and why. Its author is told at once, all others as they chose.

    “Becomes a project” without one makes a draft with the words of the problem. `seen` is the
    answer that the form showed.

    Raises:
        TransitionNotAllowed: not everybody may read it.
        AnsweredMeanwhile: somebody else has answered since the form was shown.
    """
    problem = locked_problem(problem.pk)
    if problem.answer != seen:
        if (problem.answer, problem.reason) == (answer, reason):
            return problem
        raise AnsweredMeanwhile(f"{problem.get_answer_display()}. {problem.reason}")
    if answer == Answer.PROJECT and project is None:
        project = problem.project or draft_of(problem, by=by, at=at)
    problem.answer_with(
        Answer(answer),
        reason=reason,
        project=project if answer in (Answer.PROJECT, Answer.UNDER_WAY) else None,
        body=body if answer == Answer.BODY else None,
        link=link if answer == Answer.UNDER_WAY else "",
        by=by,
        at=at,
    )
    line = record(problem, Action.ANSWERED, by=by, at=at, note=problem.get_answer_display())
    _tell(problem, line, at=at)
    return problem


def draft_of(problem: Problem, *, by: User, at: datetime) -> Project:
    """Make a draft of a project with the problem's words; whoever answers finishes it."""
    return create_project(
        title=problem.title,
        facilitator=by,
        department=problem.department,
        areas=problem.areas.all(),
        topics=[problem.topic] if problem.topic else [],
        by=by,
        at=at,
        lead=problem.text[:LEAD],
        brief_problem=problem.text[:BRIEF],
        brief_for_whom=problem.for_whom[:BRIEF],
    )


def _tell(problem: Problem, line: ProjectEvent, *, at: datetime) -> None:
    author, key = problem.author, f"{problem.pk}:{line.pk}"
    if author.is_active and not author.forgotten_at:
        enqueue(ANSWERED, user=author, about=problem, dedup_key=f"{ANSWERED}:{key}")
    announce(ANSWER_FELT, about=problem, feed=problem.feed, version=str(line.pk), at=at)
