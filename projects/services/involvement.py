"""The involvement plan: who is reached how and when, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from projects.models import InvolvementStep, Project, ProjectEvent
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User

Action = ProjectEvent.Action
_PLANNED = ("who", "comes_by_itself", "how", "promise", "when_from", "when_until")
MOST_STEPS = 40


@transaction.atomic
def add_step(project: Project, *, by: User, at: datetime, **planned: Any) -> InvolvementStep:
    """Add a row to the plan; the same words twice are a double click.

    Raises:
        PermissionDenied: the person does not run the project.
        TransitionNotAllowed: the project is closed, or the plan is as long as one can read.
    """
    project = _open(project, by)
    same = project.involvement.filter(who=planned["who"], how=planned["how"])
    if (known := same.filter(when_from=planned["when_from"]).first()) is not None:
        return known
    count = project.involvement.count()
    if count >= MOST_STEPS:
        raise TransitionNotAllowed(_("Planen har så mange linjer, som den kan have."))
    step = InvolvementStep(project=project, position=count + 1, **planned)
    return _save(step, by=by, at=at)


@transaction.atomic
def change_step(
    step: InvolvementStep, *, by: User, at: datetime, **planned: Any
) -> InvolvementStep:
    """Mend a row. Raises as `add_step`, and when a focus project would lose its plan by it."""
    project = _open(step.project, by)
    step = project.involvement.get(pk=step.pk)
    for name in _PLANNED:
        setattr(step, name, planned[name])
    step = _save(step, by=by, at=at)
    _require_plan(project)
    return step


@transaction.atomic
def remove_step(step: InvolvementStep, *, by: User, at: datetime) -> None:
    """Take a row out of the plan.

    Raises:
        PermissionDenied: the person does not run the project.
        TransitionNotAllowed: it is done, or a focus project would lose its plan by it.
    """
    project = _open(step.project, by)
    step = project.involvement.get(pk=step.pk)
    if step.is_done:
        raise TransitionNotAllowed(_("Den er gjort, og resultatet bliver stående."))
    step.delete()
    _require_plan(project)
    note = _("fjernet: %(who)s") % {"who": step.who}
    record(project, Action.PLAN_CHANGED, by=by, at=at, note=note)


@transaction.atomic
def write_result(
    step: InvolvementStep,
    *,
    result: str,
    reached: int,
    kept: str,
    done_on: date,
    by: User,
    at: datetime,
) -> InvolvementStep:
    """Write what came of a row: how many were reached, and whether the promise was kept.

    Raises:
        PermissionDenied: the person does not run the project.
        TransitionNotAllowed: the project is closed.
    """
    project = _open(step.project, by)
    step = project.involvement.get(pk=step.pk)
    step.finish(result=result, reached=reached, kept=kept, on=done_on)
    note = f"{step.who}: {result}"
    record(project, Action.PLAN_CHANGED, by=by, at=at, about=step, note=note)
    return step


def _open(project: Project, by: User) -> Project:
    project = locked_project(project.pk)
    if not by.has_perm("projects.change_project", project):
        raise PermissionDenied
    require_status(project, Project.Status.DRAFT, Project.Status.ACTIVE)
    return project


def _save(step: InvolvementStep, *, by: User, at: datetime) -> InvolvementStep:
    step.full_clean()
    step.save()
    record(step.project, Action.PLAN_CHANGED, by=by, at=at, about=step, note=step.who)
    return step


def _require_plan(project: Project) -> None:
    """A focus project keeps a plan for those who do not come by themselves."""
    is_focus = project.designations.standing().exists()
    if is_focus and not project.involvement.filter(comes_by_itself=False).exists():
        raise TransitionNotAllowed(
            _("Et fokusprojekt skal have en linje om dem, der ikke kommer af sig selv.")
        )
