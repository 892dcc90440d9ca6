"""What waits for the secretaries of bodies, from each part of the app."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from core.duties import Duty
from councils.duties import advice, bodies, meetings, seats

if TYPE_CHECKING:
    from accounts.models import User

PARTS = (advice.duties_of, bodies.duties_of, meetings.duties_of, seats.duties_of)


def duties_of(user: User, at: datetime | None = None) -> list[Duty]:
    at = at or timezone.now()
    found = [duty for part in PARTS for duty in part(user, at)]
    return sorted(found, key=lambda duty: duty.order)
