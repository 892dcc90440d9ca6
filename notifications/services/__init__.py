"""Telling people: a row per person in the transaction of what happened, or one for many."""

from notifications.services.announcing import announce, expand_announcements
from notifications.services.digests import make_digests
from notifications.services.outbox import Recipient, enqueue, enqueue_all, write
from notifications.services.preferences import channel_for, channel_of, is_still_wanted
from notifications.services.telling import notify, subscriber_of

__all__ = [
    "Recipient",
    "announce",
    "channel_for",
    "channel_of",
    "enqueue",
    "enqueue_all",
    "expand_announcements",
    "is_still_wanted",
    "make_digests",
    "notify",
    "subscriber_of",
    "write",
]
