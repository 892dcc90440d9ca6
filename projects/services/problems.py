"""What citizens do with a problem: raise it, feel it too, take it back. Each under its lock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Organisation
from accounts.services import require_right_to_act
from comments.models import Thread
from comments.screening import reason_to_hold_words
from core.clock import local_date
from notifications.services import announce, enqueue, subscriber_of
from projects.models import Problem, ProblemDraft, ProblemFelt, ProblemRoute, ProjectEvent
from projects.problem_exceptions import NobodyAnswers, NothingToFeel
from projects.services.history import record
from projects.services.locking import locked_problem

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area, Topic

Action = ProjectEvent.Action
RECEIVED = "projects.problem_received"
NEAR = "projects.problem_near"


@transaction.atomic
def raise_problem(
    *,
    title: str,
    text: str,
    for_whom: str,
    known_by: str = "",
    place: str = "",
    areas: Iterable[Area] = (),
    topic: Topic | None = None,
    organisation: Organisation | None = None,
    author: User,
    key: UUID,
    at: datetime,
) -> Problem:
    """Put a problem where everybody reads it, or where staff read it first; it is routed at once.

    A form that is sent twice makes one. The author gets a receipt with the number and the day.

    Raises:
        NobodyAnswers: no department has been named.
        MayNotAct: the person may not act for the organisation.
    """
    if sent := raised_under(key, author):
        return sent
    require_right_to_act(organisation, by=author)
    route = route_for(topic)
    problem = Problem(
        title=title, text=text, for_whom=for_whom, known_by=known_by, place=place,
        topic=topic, organisation=organisation, author=author, key=key, raised_at=at,
        department=route.department,
        answer_due_on=local_date(at) + timedelta(days=route.days),
    )  # fmt: skip
    _screen(problem)
    try:
        with transaction.atomic():
            _save_with_thread(problem, areas, at=at)
    except IntegrityError:
        # The same form in another process: that one has done all the rest, too.
        if sent := raised_under(key, author):
            return sent
        raise
    ProblemDraft.objects.filter(key=key).delete()
    _note_raised(problem, at=at)
    return problem


def raised_under(key: UUID, author: User | None) -> Problem | None:
    """Return the problem that a person's form with this key has become."""
    return Problem.objects.filter(key=key, author=author).first() if author else None


def route_for(topic: Topic | None) -> ProblemRoute:
    """Return who answers problems of a topic: its own line, or the one for everything else."""
    routes = ProblemRoute.objects.select_related("department")
    own = routes.filter(topic=topic).first() if topic else None
    found = own or routes.filter(topic=None).first()
    if found is None:
        raise NobodyAnswers
    return found


def due_on(problem: Problem, at: datetime) -> date:
    """Return the day on which an answer is due when everybody can read it from now on."""
    try:
        days = route_for(problem.topic).days
    except NobodyAnswers:
        return problem.answer_due_on
    return local_date(at) + timedelta(days=days)


@transaction.atomic
def feel(problem: Problem, *, by: User, at: datetime) -> Problem:
    """Say that one feels a problem too. A second time changes nothing.

    The unique row is what counts a person once; the problem's lock keeps the number right.

    Raises:
        NothingToFeel: it cannot be read any more, or is the person's own.
    """
    problem = locked_problem(problem.pk)
    if not problem.is_visible or problem.is_raised_by(by):
        raise NothingToFeel
    ProblemFelt.objects.get_or_create(problem=problem, user=by, defaults={"at": at})
    # Who has no row as a subscriber yet could not be told of the answer.
    subscriber_of(by)
    problem.count_felt()
    return problem


@transaction.atomic
def unfeel(problem: Problem, *, by: User) -> Problem:
    """Take it back; whoever did not feel it has changed nothing."""
    problem = locked_problem(problem.pk)
    problem.felt.filter(user=by).delete()
    problem.count_felt()
    return problem


@transaction.atomic
def withdraw_problem(problem: Problem, *, at: datetime) -> Problem:
    """Take the author's words away for good, while nobody has answered.

    Raises:
        TransitionNotAllowed: it is answered, hidden or withdrawn already.
    """
    problem = locked_problem(problem.pk)
    problem.withdraw()
    problem.areas.clear()
    record(problem, Action.WITHDRAWN, by=None, at=at)
    return problem


def tell_of_problem(problem: Problem, *, at: datetime) -> None:
    """Tell who follows its areas and topic, once everybody can read it."""
    announce(NEAR, about=problem, feed=problem.feed, at=at)


def _screen(problem: Problem) -> None:
    shown = Problem.objects.public().filter(author=problem.author)
    words = (problem.title, problem.text, problem.for_whom, problem.known_by, problem.place)
    reason = reason_to_hold_words(
        problem.author,
        "\n".join(words),
        department=problem.department,
        shown_elsewhere=shown.count(),
    )
    if reason:
        problem.hold(reason)


def _save_with_thread(problem: Problem, areas: Iterable[Area], *, at: datetime) -> None:
    """Save it with its conversation and its feed: gone together when the key is taken."""
    problem.thread = Thread.objects.create(department=problem.department, created_at=at)
    problem.save()
    problem.areas.set(areas)


def _note_raised(problem: Problem, *, at: datetime) -> None:
    record(problem, Action.RAISED, by=None, at=at)
    if problem.is_visible:
        tell_of_problem(problem, at=at)
    else:
        record(problem, Action.HELD, by=None, at=at, note=problem.held_for)
    enqueue(
        RECEIVED,
        user=problem.author,
        about=problem,
        dedup_key=f"{RECEIVED}:{problem.pk}",
    )
