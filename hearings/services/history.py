"""The one way to write a line of a hearing's history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from hearings.models import Hearing, HearingEvent, Response

if TYPE_CHECKING:
    from accounts.models import User


def record(
    hearing: Hearing,
    action: HearingEvent.Action,
    *,
    by: User | None,
    response: Response | None = None,
    at: datetime | None = None,
    note: str = "",
) -> HearingEvent:
    """Write one line of history, in the caller's transaction.

    A line that changes what the public may read raises the hearing's `public_revision`, and so
    holds the hearing's row until the transaction ends: who locks responses too locks it first.
    """
    if action in HearingEvent.PUBLIC_ACTIONS:
        renew_files(hearing)
    return HearingEvent.objects.create(
        hearing=hearing,
        response=response,
        action=action,
        by=by,
        at=at or timezone.now(),
        note=note,
    )


def renew_files(hearing: Hearing) -> None:
    """Let the files of its white papers be made again, and the old ones not be given any more."""
    Hearing.objects.filter(pk=hearing.pk).update(public_revision=F("public_revision") + 1)
