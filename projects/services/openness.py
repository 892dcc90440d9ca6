"""What can still be changed in a project: a question is asked, opened, narrowed, settled."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from core.transitions import require_status
from notifications.services import announce
from projects.models import Project, ProjectEvent, Question, QuestionChange
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User

Action = ProjectEvent.Action
State = Question.State
CHANGED = "projects.openness_changed"


@transaction.atomic
def add_question(
    project: Project,
    *,
    title: str,
    state: State,
    text: str,
    by_whom: str,
    on: date,
    url: str = "",
    position: int | None = None,
    by: User | None,
    at: datetime,
) -> Question:
    """Ask a new question of a project, with what holds from the beginning.

    Raises:
        TransitionNotAllowed: the project is closed.
    """
    project = _open_project(project)
    last = project.questions.order_by("-position").values_list("position", flat=True).first()
    place = (last or 0) + 1 if position is None else position
    question = Question(project=project, title=title, position=place)
    _change(question, state, text=text, by_whom=by_whom, on=on, url=url, by=by, at=at)
    return question


@transaction.atomic
def change_question(
    question: Question,
    *,
    state: State,
    text: str,
    by_whom: str,
    on: date,
    url: str = "",
    by: User | None,
    at: datetime,
) -> QuestionChange:
    """Say what holds now: by whom, when and why. The same said twice is one change.

    Raises:
        TransitionNotAllowed: the project is closed.
    """
    project = _open_project(question.project)
    question = project.questions.get(pk=question.pk)
    newest = question.changes.first()
    said = (state, text, by_whom, on, url)
    if newest and said == (newest.state, newest.text, newest.by_whom, newest.on, newest.url):
        return newest
    return _change(question, state, text=text, by_whom=by_whom, on=on, url=url, by=by, at=at)


@transaction.atomic
def reword_question(
    question: Question, *, title: str, position: int, by: User, at: datetime
) -> Question:
    """Mend the words of a question, or its place in the list."""
    project = locked_project(question.project_id)
    question = project.questions.get(pk=question.pk)
    before, question.title, question.position = question.title, title, position
    question.save(update_fields=["title", "position"])
    if before != title:
        record(project, Action.CHANGED, by=by, at=at, about=question, note=f"{before} → {title}")
    return question


def _open_project(project: Project) -> Project:
    project = locked_project(project.pk)
    require_status(project, Project.Status.DRAFT, Project.Status.ACTIVE)
    return project


def _change(
    question: Question,
    state: State,
    *,
    text: str,
    by_whom: str,
    on: date,
    url: str,
    by: User | None,
    at: datetime,
) -> QuestionChange:
    project = question.project
    change = question.change(state, text=text, by_whom=by_whom, on=on, url=url, by=by, at=at)
    note = f"{question.title}: {State(state).label}"
    record(project, Action.OPENNESS_CHANGED, by=by, at=at, about=question, note=note)
    if project.is_active:
        announce(CHANGED, about=change, feed=project.feed, at=at)
    return change
