"""Notices that are written and not mailed yet, when the person wants them otherwise."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from notifications.models import Channel, Message, Notice


@transaction.atomic
def tell_otherwise(notices: QuerySet[Notice], *, to: Channel, at: datetime) -> int:
    """Let what has not left yet be told in a digest, or on the portal only; return how many.

    A mail that a worker is sending at the moment leaves, and its notice stays as it is. What a
    digest holds that has not left (the mail server is away) is taken out of it.
    """
    take_out_of_digests(notices.exclude(channel=to))
    waiting = notices.filter(digest=None, channel__in=[Channel.DAILY, Channel.WEEKLY])
    moved = waiting.exclude(channel=to).update(channel=to)
    keys = notices.filter(channel=Channel.AT_ONCE).values("dedup_key")
    mails = Message.objects.filter(dedup_key__in=keys)
    withdrawn = mails.withdraw(Message.Reason.NOT_WANTED, at=at)
    return moved + notices.filter(dedup_key__in=withdrawn).update(channel=to)


def take_out_of_digests(notices: QuerySet[Notice]) -> None:
    """Let notices wait again whose digest is written and has not left.

    Under the digest's row: a worker that claims it comes first, and its notices stay, or finds
    it without them. Called in a transaction.
    """
    unsent = Message.objects.pending().filter(notices__in=notices.exclude(digest=None))
    pks = set(unsent.order_by("pk").values_list("pk", flat=True))
    held = Message.objects.pending().filter(pk__in=pks).order_by("pk").select_for_update()
    notices.filter(digest__in=list(held.values_list("pk", flat=True))).update(digest=None)
