"""Who raised a problem objects to its being hidden; another person than who hid it decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from comments.exceptions import HiddenByYourself
from comments.services.objections import colleagues_of
from core.transitions import require_status
from projects.models import Problem, ProblemObjection, ProjectEvent
from projects.services.history import record
from projects.services.locking import locked_problem
from projects.services.problem_moderation import lock_to_judge, show_again, tell_author

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

Action = ProjectEvent.Action
OBJECTION_DECIDED = "projects.problem_objection_decided"


def objection_to(problem: Problem) -> ProblemObjection | None:
    """Return what was objected to the decision that stands: at most one."""
    hiding = _hiding_of(problem)
    rows = problem.objections.order_by("-pk")
    return (rows.filter(at__gte=hiding.at) if hiding else rows).first()


def may_object(problem: Problem, user: User | None) -> bool:
    """Tell whether a person may object now: theirs, hidden, and not objected to yet."""
    is_theirs = problem.is_hidden and problem.is_raised_by(user)
    return is_theirs and objection_to(problem) is None


@transaction.atomic
def make_objection(problem: Problem, *, text: str, by: User, at: datetime) -> ProblemObjection:
    """Receive an objection. Twice gives the same one.

    Raises:
        PermissionDenied: somebody else has raised it.
        TransitionNotAllowed: it is not hidden, or the objection is decided already.
    """
    problem = locked_problem(problem.pk)
    if not problem.is_raised_by(by):
        raise PermissionDenied
    require_status(problem, Problem.State.HIDDEN, field="state")
    made = objection_to(problem)
    if made is not None:
        made.require_waiting()
        return made
    hiding = _hiding_of(problem)
    against = hiding.by if hiding else None
    objection = ProblemObjection.objects.create(problem=problem, text=text, against=against, at=at)
    record(problem, Action.OBJECTED, by=None, at=at)
    return objection


@transaction.atomic
def decide_objection(
    objection: ProblemObjection, *, is_upheld: bool, answer: str, by: User, at: datetime
) -> ProblemObjection:
    """Show the problem again, or leave it hidden; who raised it is told why.

    Raises:
        RaisedByYourself: it is the person's own problem.
        HiddenByYourself: it is the decision of the very person, also of a superuser.
        TransitionNotAllowed: somebody has decided already.
    """
    problem = lock_to_judge(objection.problem, by)
    objection = ProblemObjection.objects.select_for_update().get(pk=objection.pk)
    objection.problem = problem
    if objection.against_id == by.pk:
        raise HiddenByYourself
    objection.decide(is_upheld=is_upheld, answer=answer, by=by, at=at)
    note = f"{objection.get_outcome_display()}. {answer}"
    line = record(problem, Action.OBJECTION_DECIDED, by=by, at=at, note=note)
    if is_upheld:
        show_again(problem, by=by, at=at)
    tell_author(problem, OBJECTION_DECIDED, line, about=objection)
    return objection


def who_may_decide(objection: ProblemObjection) -> QuerySet[User]:
    """Return the people of the department who neither hid nor raised it themselves."""
    problem = objection.problem
    return colleagues_of(problem.department_id, objection.against_id, problem.author_id)


def _hiding_of(problem: Problem) -> ProjectEvent | None:
    """Return the step by which it was hidden last."""
    lines = problem.history.filter(action=Action.HIDDEN).select_related("by")
    return lines.order_by("-at", "-pk").first()
