"""What keeps problems decent: read first, hidden with a reason, shown again, reported."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from notifications.services import enqueue
from projects.models import Problem, ProblemReport, ProjectEvent
from projects.problem_exceptions import RaisedByYourself
from projects.services.history import record
from projects.services.locking import locked_problem
from projects.services.problems import due_on, tell_of_problem

if TYPE_CHECKING:
    from accounts.models import User

Action = ProjectEvent.Action
HIDDEN = "projects.problem_hidden"
RELEASED = "projects.problem_released"


@transaction.atomic
def release_problem(problem: Problem, *, by: User, at: datetime) -> Problem:
    """Let everybody read a problem that was held; the clock begins now.

    Raises:
        RaisedByYourself: it is the person's own.
        TransitionNotAllowed: it is not held any more.
    """
    problem = lock_to_judge(problem, by)
    problem.release(answer_due_on=due_on(problem, at))
    line = record(problem, Action.RELEASED, by=by, at=at)
    tell_of_problem(problem, at=at)
    tell_author(problem, RELEASED, line)
    return problem


@transaction.atomic
def hide_problem(problem: Problem, *, reason: str, note: str, by: User, at: datetime) -> Problem:
    """Take a problem out of sight; its author is told why. Reports of it are handled by that.

    Raises:
        TransitionNotAllowed: it is hidden already, or withdrawn.
    """
    problem = locked_problem(problem.pk)
    problem.hide(reason=reason, note=note)
    problem.reports.filter(handled_at=None).update(handled_at=at)
    line = record(problem, Action.HIDDEN, by=by, at=at, note=note)
    tell_author(problem, HIDDEN, line)
    return problem


@transaction.atomic
def restore_problem(problem: Problem, *, by: User, at: datetime) -> Problem:
    """Show a hidden problem again; where nobody could read it before, the clock begins now.

    Raises:
        RaisedByYourself: it is the person's own.
        TransitionNotAllowed: it is not hidden, or an objection waits, which must be decided.
    """
    problem = lock_to_judge(problem, by)
    if problem.objections.waiting().exists():
        raise TransitionNotAllowed(_("Der er gjort indsigelse. Afgør den i stedet."))
    line = show_again(problem, by=by, at=at)
    tell_author(problem, RELEASED, line)
    return problem


def show_again(problem: Problem, *, by: User, at: datetime) -> ProjectEvent:
    """Let everybody read a hidden problem; return the line of the history.

    The caller holds the lock, has asked whether it may be, and tells the author.
    """
    was_read = not problem.held_for
    problem.restore(answer_due_on=None if was_read else due_on(problem, at))
    line = record(problem, Action.RESTORED, by=by, at=at)
    if not was_read:
        tell_of_problem(problem, at=at)
    return line


@transaction.atomic
def report_problem(
    problem: Problem, *, reason: str, text: str, reporter: User | None, at: datetime
) -> ProblemReport:
    """Receive a report, also without an account. A person's second one waits as the first.

    Raises:
        TransitionNotAllowed: not everybody can read it.
    """
    problem = locked_problem(problem.pk)
    require_status(problem, Problem.State.VISIBLE, field="state")
    waiting = problem.reports.filter(handled_at=None, reporter=reporter)
    if reporter is not None and (known := waiting.first()) is not None:
        return known
    report = problem.reports.create(reason=reason, text=text, reporter=reporter, at=at)
    record(problem, Action.REPORTED, by=None, at=at, note=report.get_reason_display())
    return report


@transaction.atomic
def keep_problem(problem: Problem, *, by: User, at: datetime) -> Problem:
    """Let a reported problem stand.

    Raises:
        RaisedByYourself: it is the person's own.
        TransitionNotAllowed: no report of it waits.
    """
    problem = lock_to_judge(problem, by)
    if not problem.reports.filter(handled_at=None).update(handled_at=at):
        raise TransitionNotAllowed(_("Anmeldelsen er afgjort i forvejen."))
    record(problem, Action.KEPT, by=by, at=at)
    return problem


def lock_to_judge(problem: Problem, by: User) -> Problem:
    """Lock a problem for who says that it may be read; that is never its author (FVL § 3)."""
    problem = locked_problem(problem.pk)
    if problem.is_raised_by(by):
        raise RaisedByYourself
    return problem


def tell_author(
    problem: Problem, kind: str, line: ProjectEvent, *, about: Model | None = None
) -> None:
    """Write a mail to the author, once per step; an account that is forgotten gets none."""
    author = problem.author
    if author.is_active and not author.forgotten_at:
        key = f"{kind}:{problem.pk}:{line.pk}"
        enqueue(kind, user=author, about=about or problem, dedup_key=key)
