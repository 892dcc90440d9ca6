"""Writing mails: one row per person, in the transaction of what happened."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction

from core.limits import mail_key
from notifications.addresses import one_address
from notifications.kinds import Limit, MessageKind, get_kind
from notifications.models import Message, Subscriber

logger = logging.getLogger(__name__)

MAILS_PER_HOUR = 5
MAILS_PER_DAY = 20
# Rows written at a time when many follow.
CHUNK = 500


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
    row = new_row(
        get_kind(kind),
        email=one_address(email) if email else "",
        user=user,
        subscriber=subscriber,
        about=about,
        context=context,
        dedup_key=dedup_key,
    )
    row.language = language or language_of(user, subscriber)
    row.not_before = not_before or row.created_at
    return write(row)


@dataclass(frozen=True)
class Recipient:
    """One of many who are told the same: an address or an account, told once per `dedup_key`.

    `about` is what this person alone is told about, such as their own registration.
    """

    dedup_key: str
    email: str = ""
    user: Any = None
    language: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    about: models.Model | None = None


def enqueue_all(
    kind: str, recipients: Iterable[Recipient], *, about: models.Model | None = None
) -> int:
    """Write one message to each recipient; return how many were written.

    For kinds that only the authority causes: the limit per address is not asked.
    """
    known = get_kind(kind)
    return write_all(
        new_row(
            known,
            about=recipient.about or about,
            email=one_address(recipient.email) if recipient.email else "",
            user=recipient.user,
            context=recipient.context,
            dedup_key=recipient.dedup_key,
            language=recipient.language or language_of(recipient.user, None),
        )
        for recipient in recipients
    )


def write_all(rows: Iterable[Message]) -> int:
    """Save the rows whose keys are not written yet, some hundred at a time; return how many."""
    return sum(write_new(chunk) for chunk in batched(rows, CHUNK))


def write_new(rows: list[Message]) -> int:
    """Save those that are not written yet; a racing twin loses without a word."""
    keys = [row.dedup_key for row in rows]
    known = set(Message.objects.filter(dedup_key__in=keys).values_list("dedup_key", flat=True))
    new = [row for row in rows if row.dedup_key not in known]
    Message.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def batched(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk


def new_row(kind: MessageKind, *, about: models.Model | None = None, **values: Any) -> Message:
    """Return a row that is not saved yet."""
    row = Message(kind=kind.code, lane=kind.lane)
    for name, value in values.items():
        setattr(row, name, value)
    row.context = row.context or {}
    row.dedup_key = row.dedup_key or None
    if about is not None:
        row.about_model, row.about_pk = about._meta.label_lower, str(about.pk)
    return row


def language_of(user: Any, subscriber: Subscriber | None) -> str:
    """Return the language of an account, or of a subscriber: that of its account if it has one."""
    person = user or (subscriber and (subscriber.user or subscriber))
    language: str = getattr(person, "language", settings.LANGUAGE_CODE)
    return language


def write(row: Message) -> Message | None:
    """Save a new row within the mail limit of its address; None when it is written already."""
    limit = get_kind(row.kind).limit
    if limit != Limit.NONE and row.email:
        _keep_within_limit(row, limit)
    if not row.dedup_key:
        row.save()
        return row
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if Message.objects.filter(dedup_key=row.dedup_key).exists():
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
