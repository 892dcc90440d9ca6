"""Notices that a person has read on the portal."""

from __future__ import annotations

from datetime import datetime

from notifications.models import Notice, Subscriber


def mark_read(notice: Notice, *, at: datetime) -> None:
    """Note when a notice was opened first."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=at)


def mark_all_read(subscriber: Subscriber, *, up_to: int, at: datetime) -> int:
    """Note that everything up to a notice was read; return how much was not before.

    `up_to` is the newest one that the person saw: what came afterwards stays unread.
    """
    unread = Notice.objects.of_subscriber(subscriber.pk).unread()
    return unread.filter(pk__lte=up_to).update(read_at=at)
