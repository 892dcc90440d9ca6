"""A project from its making until everybody sees it; each change leaves a line of history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from comments.models import Thread
from comments.services.opening import allow_comments, keep_department
from core.clock import local_date
from notifications.services import announce
from projects.models import Project, ProjectEvent
from projects.project_exceptions import ProjectNotReady
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area, Department, Topic

Action = ProjectEvent.Action
PUBLISHED = "projects.project_published"


@transaction.atomic
def create_project(
    *,
    title: str,
    facilitator: User,
    department: Department,
    areas: Iterable[Area] = (),
    topics: Iterable[Topic] = (),
    started_on: date | None = None,
    by: User | None,
    at: datetime,
    **fields: Any,
) -> Project:
    """Make a draft, which those who run it finish; `fields` are texts and keys of its own."""
    project = Project(
        title=title,
        facilitator=facilitator,
        department=department,
        started_on=started_on or local_date(at),
        **fields,
    )
    begin_project(project, by=by, at=at)
    project.areas.set(areas)
    project.topics.set(topics)
    return project


@transaction.atomic
def begin_project(project: Project, *, by: User | None, at: datetime) -> Project:
    """Save a new draft with the thread for comments."""
    project.thread = Thread.objects.create(department=project.department, created_at=at)
    project.created_by, project.created_at = by, at
    project.save()
    record(project, Action.CREATED, by=by, at=at, note=project.title)
    return project


@transaction.atomic
def change_project(project: Project, *, fields: Sequence[str], by: User, at: datetime) -> Project:
    """Save what was changed of a project, and nothing else of its row; say which fields.

    Raises:
        ProjectNotReady: it is public, and something that everybody must read would be empty.
    """
    locked_project(project.pk)
    if project.is_published:
        _require_words(project)
    columns = {field.name for field in Project._meta.concrete_fields}
    project.save(update_fields=[name for name in fields if name in columns])
    keep_department(project.thread, project.department)
    names = [str(Project._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]
    record(project, Action.CHANGED, by=by, at=at, note=", ".join(names))
    return project


@transaction.atomic
def publish_project(project: Project, *, by: User | None, at: datetime) -> Project:
    """Let everybody see a project, and tell who follows its areas and topics.

    Raises:
        ProjectNotReady: a text of Kort fortalt is not written, or no question is asked.
        TransitionNotAllowed: it is no draft.
    """
    project = locked_project(project.pk)
    project.publish(at=at)
    _require_words(project)
    if not project.questions.exists():
        raise ProjectNotReady(_("Skriv mindst ét spørgsmål: hvad kan stadig ændres?"))
    record(project, Action.PUBLISHED, by=by, at=at)
    announce(PUBLISHED, about=project, feed=project.feed, at=at)
    return project


@transaction.atomic
def let_comment(project: Project, *, is_allowed: bool, by: User, at: datetime) -> None:
    """Open a project for comments, or close it. Asked at every save: what is so is no change."""
    was_allowed = bool(project.thread and project.thread.is_open)
    project.thread = allow_comments(
        project.thread, department=project.department, is_allowed=is_allowed, by=by, at=at
    )
    if was_allowed == is_allowed:
        return
    project.save(update_fields=["thread"])
    note = _("Der kan kommenteres") if is_allowed else _("Der kan ikke kommenteres mere")
    record(project, Action.CHANGED, by=by, at=at, note=note)


def missing_words(project: Project) -> list[str]:
    """Return what is still to be written before everybody may read it, in the form's words."""
    return [
        capfirst(str(Project._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        for name in Project.MUST_SAY
        if not getattr(project, name).strip()
    ]


def _require_words(project: Project) -> None:
    if missing := missing_words(project):
        raise ProjectNotReady(
            _("Skriv først: %(what)s.") % {"what": ", ".join(missing)}, code="missing"
        )
