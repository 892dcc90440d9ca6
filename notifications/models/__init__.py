"""Messages to people: who gets them, what they follow, and the outbox that carries them."""

from notifications.models.following import Channel, Feed, Preference, Subscriber, Subscription
from notifications.models.health import AddressTrouble, Heartbeat
from notifications.models.message import Message, MessageQuerySet
from notifications.models.notice import Announcement, Notice, NoticeQuerySet

__all__ = [
    "AddressTrouble",
    "Announcement",
    "Channel",
    "Feed",
    "Heartbeat",
    "Message",
    "MessageQuerySet",
    "Notice",
    "NoticeQuerySet",
    "Preference",
    "Subscriber",
    "Subscription",
]
