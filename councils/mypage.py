"""The bodies in which a person sits, for Min side."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from councils.models import Membership

if TYPE_CHECKING:
    from accounts.models import User


def seats_of_person(person: User, at: datetime | None = None) -> list[Membership]:
    """Return where somebody sits, or stands on a list, now: one question."""
    rows = Membership.objects.of(person).at(at or timezone.now())
    return list(rows.select_related("body", "group").order_by("body__sort_key", "pk"))
