"""Whether the portal can do its work: the database answers, mails leave, the search follows.

The broker is never asked: that beat and worker write their heartbeats proves that it works.
"""

from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import DatabaseError

from notifications.models import Heartbeat, Message
from portal.models import SearchState

LONGEST_SILENCE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=5)
OLDEST_INDEX = timedelta(minutes=10)


def what_is_wrong(at: datetime) -> list[str]:
    """Return the names of what does not work: database, worker, beat, outbox, search."""
    try:
        seen = dict(Heartbeat.objects.values_list("part", "at"))
        waiting_since = Message.objects.due(at).waiting_since()
        # An index that no run has ever finished is a new one.
        is_index_old = SearchState.objects.filter(finished_at__lt=at - OLDEST_INDEX).exists()
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
    if is_index_old:
        parts.append("search")
    return parts
