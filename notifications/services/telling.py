"""Telling people one thing: a notice each, and a mail to those who want it at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from notifications.kinds import MessageKind, get_kind
from notifications.models import Channel, Feed, Message, Notice, Subscriber
from notifications.services.outbox import CHUNK, batched, language_of, new_row, write_all
from notifications.services.preferences import channel_for


@dataclass(frozen=True)
class News:
    """One thing that is told: what it is, what it is about, and when it happened.

    `key` is the same for everybody who is told it: nobody is told the same key twice.
    """

    kind: MessageKind
    about_model: str
    about_pk: str
    key: str
    at: datetime
    feed_id: int | None = None
    context: dict[str, Any] = field(default_factory=dict)


def notify(
    subscribers: Iterable[Subscriber],
    *,
    kind: str,
    about: models.Model,
    at: datetime,
    context: dict[str, Any] | None = None,
    version: str = "",
    feed: Feed | None = None,
) -> int:
    """Tell a few people something, in the caller's transaction; return how many were told.

    Each gets a line on the portal, and by mail what they have chosen: at once or in a digest
    under the heading of `feed`. Who wants nothing of this kind gets nothing. Of a kind that nobody
    chooses there is a mail only. The same news (kind, subject, version) reaches a subscriber once.
    What many are told is announced instead (see announcing.py).
    """
    if isinstance(subscribers, models.QuerySet):
        subscribers = subscribers.select_related("user")
    news = News(
        kind=get_kind(kind),
        about_model=about._meta.label_lower,
        about_pk=str(about.pk),
        key=news_key(kind, about, version),
        at=at,
        feed_id=feed.pk if feed else None,
        context=context or {},
    )
    return sum(tell(chunk, news) for chunk in batched(subscribers, CHUNK))


def news_key(kind: str, about: models.Model, version: str) -> str:
    return f"{kind}:{about._meta.label_lower}:{about.pk}:{version}"


@transaction.atomic
def tell(subscribers: list[Subscriber], news: News) -> int:
    """Write what some hundred subscribers are told; return how many were not told it before."""
    if not news.kind.is_chosen:
        return write_all(_mail_to(subscriber, news) for subscriber in subscribers)
    channels = channel_for(news.kind.code, [subscriber.pk for subscriber in subscribers])
    wanted = {s.pk: s for s in subscribers if channels[s.pk] != Channel.NONE}
    notices = {f"{news.key}:{pk}": pk for pk in wanted}
    known = Notice.objects.filter(dedup_key__in=notices).values_list("dedup_key", flat=True)
    new = {key: notices[key] for key in notices.keys() - set(known)}
    Notice.objects.bulk_create(
        [_notice_to(pk, channels[pk], news) for pk in sorted(new.values())], ignore_conflicts=True
    )
    at_once = [pk for pk in sorted(new.values()) if channels[pk] == Channel.AT_ONCE]
    if at_once:
        write_all(_mail_to(wanted[pk], news) for pk in at_once)
    return len(new)


def _notice_to(subscriber_pk: int, channel: Channel, news: News) -> Notice:
    return Notice(
        subscriber_id=subscriber_pk,
        kind=news.kind.code,
        about_model=news.about_model,
        about_pk=news.about_pk,
        context=news.context,
        feed_id=news.feed_id,
        channel=channel,
        dedup_key=f"{news.key}:{subscriber_pk}",
        created_at=news.at,
    )


def _mail_to(subscriber: Subscriber, news: News) -> Message:
    return new_row(
        news.kind,
        subscriber=subscriber,
        about_model=news.about_model,
        about_pk=news.about_pk,
        context=news.context,
        dedup_key=f"{news.key}:{subscriber.pk}",
        language=language_of(None, subscriber),
    )


def subscriber_of(user: AbstractBaseUser) -> Subscriber:
    """Return the subscriber that an account is; two who ask at once get the same."""
    language = getattr(user, "language", settings.LANGUAGE_CODE)
    subscriber, _ = Subscriber.objects.get_or_create(
        user_id=user.pk, defaults={"language": language}
    )
    return subscriber
