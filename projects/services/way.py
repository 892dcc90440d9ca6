"""A project on its way: phases, milestones, what is new, documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.clock import format_date, local_date
from core.files import InspectedFile
from core.transitions import require_status
from notifications.services import announce
from projects.models import (
    Milestone,
    Phase,
    Project,
    ProjectDocument,
    ProjectEvent,
    Update,
    UpdatePicture,
)
from projects.pictures_given import Picture
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User

Action = ProjectEvent.Action
Status = Project.Status
UPDATE = "projects.update"


@transaction.atomic
def set_phase(
    project: Project, kind: Project.PhaseKind, *, by: User | None, at: datetime, **fields: Any
) -> Phase:
    """Write when a phase is and what happens in it; `fields` are days and words."""
    project = locked_project(project.pk)
    phase = project.phases.filter(kind=kind).first() or Phase(project=project, kind=kind)
    for name, value in fields.items():
        setattr(phase, name, value)
    phase.full_clean()
    phase.save()
    record(project, Action.CHANGED, by=by, at=at, about=phase, note=str(phase))
    return phase


@transaction.atomic
def begin_phase(project: Project, kind: Project.PhaseKind, *, by: User, at: datetime) -> Project:
    """Say where the project is now; the phase before ends, and this one begins, today.

    Raises:
        TransitionNotAllowed: the project is closed.
    """
    project, today = locked_project(project.pk), local_date(at)
    left = project.phases.filter(kind=project.phase, ends_on=None, starts_on__lte=today)
    project.begin_phase(kind)
    left.exclude(kind=kind).update(ends_on=today)
    phase, _is_new = project.phases.get_or_create(kind=kind)
    if phase.starts_on is None or phase.starts_on > today:
        phase.starts_on = today
    if phase.ends_on is not None and phase.ends_on <= today:
        phase.ends_on = None
    phase.save(update_fields=["starts_on", "ends_on"])
    record(project, Action.PHASE_BEGUN, by=by, at=at, about=phase, note=str(phase))
    return project


@transaction.atomic
def reach_milestone(milestone: Milestone, *, on: date, by: User, at: datetime) -> Milestone:
    """Note on which day something was reached; written again, the day is mended."""
    project = locked_project(milestone.project_id)
    milestone = project.milestones.get(pk=milestone.pk)
    if milestone.reached_on == on:
        return milestone
    milestone.reached_on = on
    milestone.save(update_fields=["reached_on"])
    note = f"{milestone}, {format_date(on)}"
    record(project, Action.MILESTONE_REACHED, by=by, at=at, about=milestone, note=note)
    return milestone


@transaction.atomic
def write_update(
    project: Project,
    *,
    title: str,
    text: str,
    pictures: Sequence[Picture] = (),
    by: User,
    at: datetime,
) -> Update:
    """Tell what is new, and announce it to the followers. The same words sent twice are one.

    Raises:
        TransitionNotAllowed: the project is a draft.
    """
    project = locked_project(project.pk)
    require_status(project, Status.ACTIVE, Status.CLOSED)
    known = project.updates.filter(written_by=by, title=title, text=text).first()
    if known:
        return known
    update = Update.objects.create(
        project=project, title=title, text=text, written_at=at, written_by=by
    )
    _hang(update, pictures, at=at)
    record(project, Action.UPDATE_WRITTEN, by=by, at=at, about=update, note=title)
    announce(UPDATE, about=update, feed=project.feed, at=at)
    return update


@transaction.atomic
def mend_update(
    update: Update,
    *,
    title: str,
    text: str,
    pictures: Sequence[Picture] = (),
    by: User,
    at: datetime,
) -> Update:
    """Mend what was written; nobody gets another mail of it."""
    project = locked_project(update.project_id)
    update.title, update.text = title, text
    update.save(update_fields=["title", "text"])
    _hang(update, pictures, at=at)
    record(project, Action.CHANGED, by=by, at=at, about=update, note=title)
    return update


def _hang(update: Update, pictures: Sequence[Picture], *, at: datetime) -> None:
    for position, picture in enumerate(pictures, start=update.pictures.count()):
        UpdatePicture.from_inspected(
            picture.inspected,
            at=at,
            update=update,
            alt=picture.alt,
            credit=picture.credit,
            position=position,
        ).save()


@transaction.atomic
def add_document(
    project: Project, inspected: InspectedFile, *, title: str, by: User, at: datetime
) -> ProjectDocument:
    """Put up a document. The same file twice is one."""
    project = locked_project(project.pk)
    known = project.documents.filter(sha256=inspected.sha256).first()
    if known:
        return known
    document = ProjectDocument.from_inspected(
        inspected, at=at, project=project, title=title, position=project.documents.count()
    )
    document.save()
    record(project, Action.DOCUMENT_ADDED, by=by, at=at, about=document, note=title)
    return document


@transaction.atomic
def remove_document(document: ProjectDocument, *, by: User, at: datetime) -> None:
    """Take a document down; the history keeps its name and the fingerprint of its content."""
    project = locked_project(document.project_id)
    note = f"{document.title}, SHA-256 {document.sha256}"
    document.discard()
    record(project, Action.CHANGED, by=by, at=at, note=note)


@transaction.atomic
def save_milestone(milestone: Milestone, *, by: User, at: datetime) -> Milestone:
    """Save a new or changed milestone with its line."""
    project = locked_project(milestone.project_id)
    milestone.full_clean()
    milestone.save()
    record(project, Action.CHANGED, by=by, at=at, about=milestone, note=str(milestone))
    return milestone


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: User, at: datetime) -> None:
    """Take a milestone away; the history keeps what it said."""
    project = locked_project(milestone.project_id)
    note = f"{milestone}, {format_date(milestone.due_on)}"
    milestone.delete()
    record(project, Action.CHANGED, by=by, at=at, note=note)
