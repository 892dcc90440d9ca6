"""Telling many: one row in the transaction of what happened, the people by the worker."""

import logging
import time
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from notifications.kinds import MessageKind, get_kind
from notifications.models import Announcement, Feed, Subscriber
from notifications.services.outbox import CHUNK
from notifications.services.telling import News, news_key, tell
from notifications.subjects import find_about

logger = logging.getLogger(__name__)


def announce(
    kind: str,
    *,
    about: models.Model,
    at: datetime,
    feed: Feed | None = None,
    context: dict[str, Any] | None = None,
    version: str = "",
) -> Announcement | None:
    """Write that the audience of a kind is to be told; None when the same is written already.

    One row in the caller's transaction, however many are told. The same news (kind, subject,
    version) is told once.

    Raises:
        ValueError: the kind has no audience.
    """
    if get_kind(kind).audience is None:
        raise ValueError(f"{kind}: a kind without an audience is told to named people.")
    key = news_key(kind, about, version)
    written = Announcement.objects.filter(dedup_key=key)
    if written.exists():
        return None
    try:
        with transaction.atomic():
            return Announcement.objects.create(
                kind=kind,
                about_model=about._meta.label_lower,
                about_pk=str(about.pk),
                context=context or {},
                feed=feed,
                dedup_key=key,
                created_at=at,
            )
    except IntegrityError:
        if written.exists():
            return None
        raise


def expand_announcements(*, seconds: float) -> int:
    """Tell what waits, oldest first, for so many seconds; return how many people were told.

    Each chunk is one transaction under the announcement's row: a worker that dies goes on where
    it was, and two at once take different announcements.
    """
    ends_at = time.monotonic() + seconds
    told = 0
    for pk in list(Announcement.objects.due(timezone.now()).values_list("pk", flat=True)):
        try:
            while time.monotonic() < ends_at:
                count = _tell_next_chunk(pk)
                if count is None:
                    break
                told += count
        except Exception as error:
            if isinstance(error, OperationalError) and not connection.is_usable():
                raise  # The database is gone: the next one would fail too.
            logger.exception("Announcement %s could not be told; it is tried again later.", pk)
            _note_fault(pk, is_ours=not isinstance(error, OperationalError))
    return told


@transaction.atomic
def _tell_next_chunk(pk: int) -> int | None:
    """Tell the next some hundred; None when it is finished, or another worker is at it."""
    due = Announcement.objects.due(timezone.now())
    announcement = due.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if announcement is None:
        return None
    kind = get_kind(announcement.kind)
    about = find_about(announcement)
    if about is None or kind.audience is None or not kind.still_due(about, announcement):
        announcement.finish(at=timezone.now())
        return None
    audience = kind.audience(about, announcement)
    rest = audience.filter(pk__gt=announcement.last_subscriber_pk).order_by("pk")
    pks = list(rest.values_list("pk", flat=True)[:CHUNK])
    count = tell(_locked(audience, pks), _news_of(announcement, kind)) if pks else 0
    if pks:
        announcement.advance(to=pks[-1], told=count)
    if len(pks) < CHUNK:
        announcement.finish(at=timezone.now())
    return count


def _locked(audience: QuerySet[Subscriber], pks: list[int]) -> list[Subscriber]:
    """Return those who belong to the audience still, under their rows.

    Who stops following, chooses otherwise or is forgotten in the same instant comes first, and is
    not told; or afterwards, and finds the new line to take back.
    """
    rows = Subscriber.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True)
    locked = list(rows.values_list("pk", flat=True))
    return list(audience.filter(pk__in=locked).select_related("user").order_by("pk"))


def _news_of(announcement: Announcement, kind: MessageKind) -> News:
    return News(
        kind=kind,
        about_model=announcement.about_model,
        about_pk=announcement.about_pk,
        key=announcement.dedup_key,
        at=announcement.created_at,
        feed_id=announcement.feed_id,
        context=announcement.context,
    )


def _note_fault(pk: int, *, is_ours: bool) -> None:
    """Let an announcement wait; a bad moment of the database never gives it up."""
    announcement = Announcement.objects.waiting().filter(pk=pk).first()
    if announcement and announcement.note_fault(at=timezone.now(), is_ours=is_ours):
        logger.error("Announcement %s was given up: it failed five times.", pk)
