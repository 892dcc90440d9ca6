"""Notices that are written and not mailed yet, when the person wants them otherwise."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from notifications.models import Channel, Message, Notice


@transaction.atomic
def tell_otherwise(notices: QuerySet[Notice], *, to: Channel, at: datetime) -> int:
    """Let what has not left yet be told in a digest, or on the portal only; return how many.

    A mail that a worker is sending at the moment leaves, and its notice stays as it is.
    """
    waiting = notices.filter(digest=None, channel__in=[Channel.DAILY, Channel.WEEKLY])
    moved = waiting.exclude(channel=to).update(channel=to)
    keys = notices.filter(channel=Channel.AT_ONCE).values("dedup_key")
    mails = Message.objects.filter(dedup_key__in=keys)
    withdrawn = mails.withdraw(Message.Reason.NOT_WANTED, at=at)
    return moved + notices.filter(dedup_key__in=withdrawn).update(channel=to)
