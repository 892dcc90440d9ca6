"""What waits for those who run seminars and follow their conclusions, from each part of the app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from core.duties import Duty
from seminars.duties import afterwards, programme

if TYPE_CHECKING:
    from accounts.models import User

PARTS: tuple[Callable[[User, datetime], Iterable[Duty]], ...] = (
    afterwards.duties_of,
    programme.duties_of,
)


def duties_of(user: User, at: datetime | None = None) -> list[Duty]:
    at = at or timezone.now()
    found = [duty for part in PARTS for duty in part(user, at)]
    return sorted(found, key=lambda duty: duty.order)
