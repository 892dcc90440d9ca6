"""A focus project is evaluated: what worked, what did not, and how many of each group took part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from projects.models import FocusDesignation, PeopleInvolved, ProjectEvent
from projects.services.history import record
from projects.services.locking import locked_project

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def evaluate(
    designation: FocusDesignation,
    *,
    worked: str,
    did_not_work: str,
    next_time: str,
    people: Mapping[str, int | None],
    by: User,
    at: datetime,
) -> FocusDesignation:
    """Write the evaluation, with people by group; written again, it is mended.

    Raises:
        PermissionDenied: the person does not run the project.
        TransitionNotAllowed: the appointment is undone.
    """
    project = locked_project(designation.project_id)
    if not by.has_perm("projects.evaluate_project", project):
        raise PermissionDenied
    row = FocusDesignation.objects.select_related("year").get(pk=designation.pk)
    row.evaluate(worked=worked, did_not_work=did_not_work, next_time=next_time, at=at)
    for group, count in people.items():
        if count:
            PeopleInvolved.objects.update_or_create(
                designation=row, group=group, defaults={"count": count}
            )
        else:
            row.people.filter(group=group).delete()
    record(project, ProjectEvent.Action.EVALUATED, by=by, at=at, about=row, note=str(row.year))
    return row
