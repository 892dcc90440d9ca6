"""The one way to write a line of the history of a problem or a project."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from projects.models import Problem, Project, ProjectEvent

if TYPE_CHECKING:
    from accounts.models import User


def record(
    subject: Project | Problem,
    action: ProjectEvent.Action,
    *,
    by: User | None,
    at: datetime,
    about: models.Model | None = None,
    note: str = "",
) -> ProjectEvent:
    """Write one line of history, in the caller's transaction; `about` is what the step was on."""
    return ProjectEvent.objects.create(
        project=subject if isinstance(subject, Project) else None,
        problem=subject if isinstance(subject, Problem) else None,
        action=action,
        by=by,
        at=at,
        note=note,
        about_model=about._meta.label_lower if about else "",
        about_pk=str(about.pk) if about else "",
    )
