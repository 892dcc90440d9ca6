"""Cancelling what somebody signed up for in one go: the days, and with them the sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from events.models import Registration
from events.services import cancel_registration
from seminars.models import Seminar
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def leave(
    seminar: Seminar, places: Iterable[Registration], *, by: User | None = None, at: datetime
) -> None:
    """Cancel what is still to come of these; the sessions go with their day. Twice is once.

    Raises:
        TransitionNotAllowed: all of it has begun.
    """
    locked_seminar(seminar.pk)
    rows = sorted(places, key=lambda row: row.event_id)
    coming = [row for row in rows if row.event.is_coming(at)]
    ended = Registration.Ended.BY_STAFF if by else Registration.Ended.BY_PERSON
    # When nothing is to come, the first says so.
    for row in coming or rows[:1]:
        cancel_registration(row, ended=ended, by=by, at=at)
