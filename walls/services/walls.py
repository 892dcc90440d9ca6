"""A wall from its making to what came of it; all but the making is the facilitator's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from walls.models import Wall, WallColumn, WallEvent
from walls.services.history import record

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Department

Action = WallEvent.Action


@transaction.atomic
def create_wall(
    *,
    title: str,
    question: str,
    department: Department,
    columns: Iterable[str],
    by: User,
    at: datetime,
    **fields: Any,
) -> Wall:
    """Make an empty wall with columns from left to right. `fields` are other columns of Wall.

    Who makes it for a subject makes the subject's row in the same transaction: a wall that
    belongs to nobody is seen by nobody.
    """
    wall = Wall.objects.create(
        title=title,
        question=question,
        department=department,
        created_by=by,
        created_at=at,
        **fields,
    )
    for position, words in enumerate(columns, start=1):
        WallColumn.objects.create(wall=wall, title=words, position=position)
    record(wall, Action.CREATED, by=by, at=at)
    return wall
