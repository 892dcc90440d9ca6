"""The one way to write a line of a body's history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from councils.models import Body, CouncilEvent

if TYPE_CHECKING:
    from accounts.models import User


def record(
    body: Body,
    action: CouncilEvent.Action,
    *,
    by: User | None,
    at: datetime,
    about: models.Model | None = None,
    note: str = "",
) -> CouncilEvent:
    """Write one line of history, in the caller's transaction; `about` is what the step was on."""
    return CouncilEvent.objects.create(
        body=body,
        action=action,
        by=by,
        at=at,
        note=note,
        about_model=about._meta.label_lower if about else "",
        about_pk=str(about.pk) if about else "",
    )
