"""How long people have waited to be told, for the readiness page and for operators."""

from datetime import datetime

from django.db.models import CharField, Exists, Min, OuterRef, Value
from django.db.models.functions import Cast, Concat

from notifications.models import Announcement, Channel, Message, Notice
from notifications.windows import Window, last_window


def mails_wait_since(lane: Message.Lane, at: datetime) -> datetime | None:
    """Return since when the oldest due mail of a lane has waited."""
    return Message.objects.due(at).filter(lane=lane).waiting_since()


def announcements_wait_since() -> datetime | None:
    """Return when the oldest thing happened that not everybody has been told yet."""
    oldest: datetime | None = Announcement.objects.waiting().aggregate(at=Min("created_at"))["at"]
    return oldest


def digests_wait_since(at: datetime) -> datetime | None:
    """Return when the digests were due for which something waits, and nothing is written yet.

    What comes late, after somebody's digest of the window, waits rightly for the next one.
    """
    windows = [last_window(rhythm, at) for rhythm in (Channel.DAILY, Channel.WEEKLY)]
    return min((window.ends_at for window in windows if _is_unmade(window)), default=None)


def _is_unmade(window: Window) -> bool:
    subscriber = Cast(OuterRef("subscriber_id"), CharField())
    key = Concat(Value(f"digest:{window.name}:"), subscriber)
    waiting = Notice.objects.waiting_for_digest(window.rhythm, before=window.ends_at)
    return waiting.filter(~Exists(Message.objects.filter(dedup_key=key))).exists()
