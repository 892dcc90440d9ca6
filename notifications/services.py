"""Writing messages: one row per person, in the transaction of what happened."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from core.limits import mail_key
from notifications.addresses import one_address
from notifications.kinds import Limit, get_kind
from notifications.models import Message, Subscriber

logger = logging.getLogger(__name__)

MAILS_PER_HOUR = 5
MAILS_PER_DAY = 20


def enqueue(
    kind: str,
    *,
    email: str = "",
    user: Any = None,
    subscriber: Subscriber | None = None,
    about: models.Model | None = None,
    context: dict[str, Any] | None = None,
    language: str = "",
    dedup_key: str = "",
    not_before: datetime | None = None,
) -> Message | None:
    """Write one message to one person: an address, an account, or a subscriber.

    The row is written in the caller's transaction and gone with its rollback. A second
    message with the same `dedup_key` is not written: the answer is None.
    """
    known = get_kind(kind)
    row = Message(
        kind=known.code,
        lane=known.lane,
        email=one_address(email) if email else "",
        user=user,
        subscriber=subscriber,
        context=context or {},
        language=language or getattr(user or subscriber, "language", settings.LANGUAGE_CODE),
        dedup_key=dedup_key or None,
        not_before=not_before or timezone.now(),
    )
    if about is not None:
        row.about_model, row.about_pk = about._meta.label_lower, str(about.pk)
    return write(row, limit=known.limit)


def notify(
    subscribers: Iterable[Subscriber],
    *,
    kind: str,
    about: models.Model,
    context: dict[str, Any] | None = None,
    version: str = "",
) -> int:
    """Write one message to each subscriber; return how many were written.

    The same news (kind, subject, version) reaches a subscriber once.
    """
    subject = f"{about._meta.label_lower}:{about.pk}"
    written = 0
    for subscriber in subscribers:
        row = enqueue(
            kind,
            subscriber=subscriber,
            about=about,
            context=context,
            dedup_key=f"{kind}:{subject}:{version}:{subscriber.pk}",
        )
        written += row is not None
    return written


def write(row: Message, *, limit: Limit = Limit.NONE) -> Message | None:
    """Save a new row, within the mail limit of its address."""
    if limit != Limit.NONE and row.email:
        _keep_within_limit(row, limit)
    if row.dedup_key and Message.objects.filter(dedup_key=row.dedup_key).exists():
        return None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if row.dedup_key and Message.objects.filter(dedup_key=row.dedup_key).exists():
            return None
        raise
    return row


def _keep_within_limit(row: Message, limit: Limit) -> None:
    """Let five mails an hour and twenty a day through to an address that strangers can type.

    The sixth within an hour waits until the hour has passed, when its kind says DELAY (a
    receipt); it is cancelled when its kind says CANCEL (a link that would come too late). The
    twenty-first within a day is always cancelled. Casing and +tags are the same address.
    """
    row.limit_key = mail_key(row.email)
    latest = Message.objects.latest_to(row.limit_key, since=row.not_before - timedelta(days=1))
    if len(latest) < MAILS_PER_HOUR:
        return
    free_at = latest[MAILS_PER_HOUR - 1] + timedelta(hours=1)
    if len(latest) >= MAILS_PER_DAY or (limit == Limit.CANCEL and free_at > row.not_before):
        row.refuse_for_limit()
        logger.warning("Mail limit: a %s message to one address was cancelled.", row.kind)
    else:
        row.not_before = max(row.not_before, free_at)
