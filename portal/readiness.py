"""Whether the portal can do its work: the database answers, and mails leave in time.

The broker is never asked: that beat and worker write their heartbeats proves that it works.
"""

from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import DatabaseError

from notifications.models import Heartbeat, Message

LONGEST_SILENCE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=5)


def what_is_wrong(at: datetime) -> list[str]:
    """Return the names of what does not work: database, worker, beat, outbox."""
    try:
        seen = dict(Heartbeat.objects.values_list("part", "at"))
        waiting_since = Message.objects.due(at).waiting_since()
        caches["default"].get("ready")  # no form can be sent while its table is missing
    except DatabaseError:
        return ["database"]
    parts = [
        str(part.value)
        for part in Heartbeat.Part
        if part not in seen or at - seen[part] > LONGEST_SILENCE
    ]
    if waiting_since and at - waiting_since > LONGEST_WAIT:
        parts.append("outbox")
    return parts
