"""The end of a project: what was learned, what was carried through, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from notifications.services import announce
from projects.models import Implementation, Lesson, Project, ProjectEvent
from projects.project_exceptions import EvaluationMissing, LessonsMissing
from projects.services.focus_closing import missing_evaluation
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User

Action = ProjectEvent.Action
CLOSED = "projects.project_closed"


@transaction.atomic
def write_lesson(
    project: Project,
    *,
    title: str,
    tried: str,
    result: str,
    again: str,
    lesson: Lesson | None = None,
    by: User,
    at: datetime,
) -> Lesson:
    """Write down what was learned, or mend it. Also after the end: some things show late."""
    project = locked_project(project.pk)
    row = lesson or project.lessons.filter(title=title, tried=tried, written_by=by).first()
    row = row or Lesson(project=project, written_by=by, written_at=at)
    row.title, row.tried, row.result, row.again = title, tried, result, again
    row.save()
    record(project, Action.LESSON_WRITTEN, by=by, at=at, about=row, note=title)
    return row


@transaction.atomic
def note_implementation(
    project: Project,
    *,
    what: str,
    by_whom: str,
    done_on: date,
    url: str = "",
    by: User,
    at: datetime,
) -> Implementation:
    """Tell what was carried through, by whom and when. The same told twice is one."""
    project = locked_project(project.pk)
    row, is_new = project.implementations.get_or_create(
        what=what, by_whom=by_whom, done_on=done_on, defaults={"url": url}
    )
    if is_new:
        record(project, Action.CARRIED_THROUGH, by=by, at=at, about=row, note=f"{what}, {by_whom}")
    return row


@transaction.atomic
def close_project(project: Project, *, outcome: str, by: User, at: datetime) -> Project:
    """End a project with what came of it, and tell its followers.

    Raises:
        LessonsMissing: nobody has written what was learned.
        EvaluationMissing: the council has appointed it, and it is not evaluated.
        TransitionNotAllowed: it is not active.
    """
    project = locked_project(project.pk)
    project.close(outcome, at=at)
    require_end(project)
    record(project, Action.CLOSED, by=by, at=at, note=outcome)
    announce(CLOSED, about=project, feed=project.feed, version=f"{at:%Y%m%dT%H%M%S}", at=at)
    return project


@transaction.atomic
def reopen_project(project: Project, *, reason: str, by: User, at: datetime) -> Project:
    """Take a project up again; what came of it so far stays in the history.

    Raises:
        TransitionNotAllowed: it is not closed.
    """
    project = locked_project(project.pk)
    project.reopen()
    record(project, Action.REOPENED, by=by, at=at, note=reason)
    return project


def require_end(project: Project) -> None:
    """Ask what must be written before a project ends. Raises as `close_project` does."""
    if not project.lessons.exists():
        raise LessonsMissing(
            _("Skriv mindst én erfaring først: hvad I prøvede, og hvad der kom ud af det.")
        )
    if unevaluated := missing_evaluation(project):
        raise EvaluationMissing(
            _("Projektet er fokusprojekt %(year)s. Skriv evalueringen, før det afsluttes.")
            % {"year": unevaluated.year}
        )
