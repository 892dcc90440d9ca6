"""Writing one line of an account's history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import AccountEvent

if TYPE_CHECKING:
    from accounts.models import User


def record(
    user: User,
    action: AccountEvent.Action,
    *,
    by: User | None = None,
    note: str = "",
    at: datetime | None = None,
) -> AccountEvent:
    """Write what happened to an account, and who did it (the person, when nobody is named)."""
    return AccountEvent.objects.create(
        user=user, action=action, by=by or user, note=note, at=at or timezone.now()
    )
