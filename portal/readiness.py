"""Whether the portal can do its work: the database answers, people are told, the search follows.

The broker is never asked: that beat and worker write their heartbeats proves that it works.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError

from notifications import waiting
from notifications.models import Heartbeat, Message
from portal.models import SearchState

Lane = Message.Lane


@dataclass(frozen=True)
class Part:
    """One part of the machinery: how long it has been silent, or lets something wait.

    `seconds` is None when nothing waits, or when a part that must speak has never spoken.
    """

    name: str
    seconds: int | None
    limit: int
    must_speak: bool = False

    @property
    def is_well(self) -> bool:
        return not self.must_speak if self.seconds is None else self.seconds <= self.limit

    def __str__(self) -> str:
        nothing = "never" if self.must_speak else "nothing waits"
        return f"{self.name}: {nothing if self.seconds is None else f'{self.seconds} s'}"


def parts_at(at: datetime) -> list[Part]:
    """Return every part as it is at a moment, the database first.

    The limits are READY_… of the settings, in seconds.
    """
    try:
        caches["default"].get("ready")  # no form can be sent while its table is missing
        return [Part("database", 0, 0), *_parts(at)]
    except DatabaseError:
        return [Part("database", None, 0, must_speak=True)]


def what_is_wrong(at: datetime) -> list[str]:
    """Return the names of what does not work."""
    return [part.name for part in parts_at(at) if not part.is_well]


def _parts(at: datetime) -> Iterator[Part]:
    seen = dict(Heartbeat.objects.values_list("part", "at"))
    for part in Heartbeat.Part.values:
        yield Part(part, _age(seen.get(part), at), settings.READY_SILENCE_SECONDS, must_speak=True)
    receipts, letters = (waiting.mails_wait_since(lane, at) for lane in (Lane.IMMEDIATE, Lane.BULK))
    yield Part("outbox", _age(receipts, at), settings.READY_MAIL_SECONDS)
    yield Part("outbox-bulk", _age(letters, at), settings.READY_BULK_SECONDS)
    telling = settings.READY_TELLING_SECONDS
    yield Part("announcements", _age(waiting.announcements_wait_since(), at), telling)
    yield Part("digests", _age(waiting.digests_wait_since(at), at), telling)
    # An index that no run has ever finished is a new one.
    finished = SearchState.objects.order_by("finished_at").values_list("finished_at", flat=True)
    indexed = finished.exclude(finished_at=None).first()
    yield Part("search", _age(indexed, at), settings.READY_SEARCH_SECONDS)


def _age(moment: datetime | None, at: datetime) -> int | None:
    return None if moment is None else max(0, (at - moment) // timedelta(seconds=1))
