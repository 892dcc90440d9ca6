"""What must be true of messages at every moment, also after a crash or a restore."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from notifications.models import Message

# The sweeper frees a dead worker's claim within minutes; a mail is tried for days, but not later
# than its own next attempt.
LONGEST_STANDSTILL = timedelta(minutes=15)


def violations() -> dict[str, QuerySet[Any, Any]]:
    """Return queries by what they find; each must find nothing."""
    limit = timezone.now() - LONGEST_STANDSTILL
    return {
        "a message is held by a dead worker": Message.objects.stale(limit),
        "a message is due, but does not leave": Message.objects.due(limit),
    }
