"""The one way to write a line of a seminar's history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from seminars.models import Seminar, SeminarEvent

if TYPE_CHECKING:
    from accounts.models import User


def record(
    seminar: Seminar,
    action: SeminarEvent.Action,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
) -> SeminarEvent:
    """Write one line of history, in the caller's transaction."""
    return SeminarEvent.objects.create(seminar=seminar, action=action, by=by, at=at, note=note)
