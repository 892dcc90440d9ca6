"""What waits before a seminar: the next one is due, and is to be planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from core.duties import Duty

if TYPE_CHECKING:
    from accounts.models import User


def duties_of(user: User, at: datetime) -> Iterable[Duty]:  # noqa: ARG001
    return ()
