"""Following a subject, an area or a topic, and no longer following it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from city.models import Area, Topic
from notifications.confirming import CONFIRM_FOLLOW
from notifications.kinds import Group, all_kinds
from notifications.models import (
    AddressTrouble,
    Channel,
    Feed,
    Message,
    Notice,
    Subscriber,
    Subscription,
)
from notifications.services.outbox import enqueue
from notifications.services.telling import subscriber_of
from notifications.services.waiting import take_out_of_digests, tell_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.base_user import AbstractBaseUser


def follow_feed(subscriber: Subscriber, feed: Feed, *, at: datetime) -> bool:
    """Follow a subject; False when the subscriber did already."""
    return _follow(subscriber, at=at, feed=feed)


def follow_area(subscriber: Subscriber, area: Area, *, at: datetime) -> bool:
    """Follow a part of the town; False when the subscriber did already."""
    return _follow(subscriber, at=at, area=area)


def follow_topic(subscriber: Subscriber, topic: Topic, *, at: datetime) -> bool:
    """Follow a topic; False when the subscriber did already."""
    return _follow(subscriber, at=at, topic=topic)


@transaction.atomic
def _follow(subscriber: Subscriber, *, at: datetime, **thing: Feed | Area | Topic) -> bool:
    _row, is_new = Subscription.objects.get_or_create(
        subscriber=subscriber, **thing, defaults={"created_at": at}
    )
    return is_new


def ask_to_confirm(address: str, feed: Feed, *, language: str, key: str) -> None:
    """Write the mail that asks the owner of an address whether they want to follow a subject.

    The same for an address that follows already, that has an account, and that nobody knows:
    nothing but the mail is written before its owner says yes. `key` is that of the form.
    """
    enqueue(
        CONFIRM_FOLLOW,
        email=address,
        about=feed,
        language=language,
        dedup_key=f"{CONFIRM_FOLLOW}:{key}",
    )


@transaction.atomic
def follow_by_mail(address: str, feed: Feed, *, language: str, at: datetime) -> Subscriber:
    """Follow a subject from a mail address whose owner has just confirmed it.

    Whoever has an account with this address follows with the account, so that nobody is told
    twice; anybody else becomes a subscriber with nothing but the address.
    """
    subscriber = _of_account(address) or _of_address(address, language=language, at=at)
    follow_feed(subscriber, feed, at=at)
    return subscriber


def _of_account(address: str) -> Subscriber | None:
    proved = EmailAddress.objects.filter(email__iexact=address, verified=True, primary=True)
    owner = proved.filter(user__is_active=True).select_related("user").first()
    return subscriber_of(owner.user) if owner else None


def _of_address(address: str, *, language: str, at: datetime) -> Subscriber:
    """Return the subscriber of an address, locked: stopping deletes one that follows nothing."""
    new = {"email": address, "confirmed_at": at, "language": language}
    while True:
        row, _is_new = Subscriber.objects.get_or_create(email__iexact=address, defaults=new)
        subscriber = Subscriber.objects.select_for_update().filter(pk=row.pk).first()
        if subscriber is None:  # it stopped everything in the same instant
            continue
        if subscriber.confirmed_at is None:
            subscriber.confirmed_at = at
            subscriber.save(update_fields=["confirmed_at"])
        return subscriber


# --- Stopping -------------------------------------------------------------------------------
def unfollow_feed(subscriber: Subscriber, feed: Feed, *, at: datetime) -> bool:
    """Stop following a subject; False when the subscriber did not follow it.

    What waits to be told about it is not mailed any more and stands on the portal only; replies
    to the person are told as before.
    """
    return unfollow(subscriber, subscriber.subscriptions.filter(feed=feed), at=at) > 0


def unfollow_area(subscriber: Subscriber, area: Area, *, at: datetime) -> bool:
    """Stop following a part of the town; False when the subscriber did not follow it."""
    return unfollow(subscriber, subscriber.subscriptions.filter(area=area), at=at) > 0


def unfollow_topic(subscriber: Subscriber, topic: Topic, *, at: datetime) -> bool:
    """Stop following a topic; False when the subscriber did not follow it."""
    return unfollow(subscriber, subscriber.subscriptions.filter(topic=topic), at=at) > 0


@transaction.atomic
def unfollow(subscriber: Subscriber, rows: Iterable[Subscription], *, at: datetime) -> int:
    """Delete some of what a subscriber follows; return how many.

    An address that follows nothing more is forgotten with everything that waits for it.
    """
    if not Subscriber.objects.select_for_update().filter(pk=subscriber.pk).exists():
        return 0
    stopped = list(subscriber.subscriptions.filter(pk__in=[row.pk for row in rows]))
    Subscription.objects.filter(pk__in=[row.pk for row in stopped]).delete()
    left = subscriber.subscriptions
    if subscriber.user_id is None and not left.exists():
        forget_address(subscriber)
        return len(stopped)
    feeds = [row.feed_id for row in stopped if row.feed_id]
    tell_otherwise(_told(subscriber, Group.FOLLOWED, feeds), to=Channel.SITE, at=at)
    if len(feeds) < len(stopped) and not left.filter(feed=None).exists():
        # Which area or topic a notice came from is not written: the last one takes them all.
        near = _told(subscriber, Group.NEAR).exclude(feed__in=left.values("feed"))
        tell_otherwise(near, to=Channel.SITE, at=at)
    return len(stopped)


def _told(subscriber: Subscriber, group: Group, feeds: list[int] | None = None) -> QuerySet[Notice]:
    kinds = [kind.code for kind in all_kinds() if kind.is_chosen and kind.group == group]
    told = Notice.objects.of_subscriber(subscriber.pk).filter(kind__in=kinds)
    return told if feeds is None else told.filter(feed__in=feeds)


def unfollow_all(subscriber: Subscriber, *, at: datetime) -> int:
    """Stop following everything; an address is forgotten with it."""
    return unfollow(subscriber, subscriber.subscriptions.all(), at=at)


def forget_address(subscriber: Subscriber) -> None:
    """Delete a subscriber that is an address, with all that it follows and that waits for it.

    The mails that asked it to confirm are emptied too, and their links end with them; so is what
    its mail server answered, unless an account has the address.
    """
    address = subscriber.email
    subscriber.delete()
    asked = Message.objects.filter(kind=CONFIRM_FOLLOW, email__iexact=address)
    asked.done().empty()
    if not EmailAddress.objects.filter(email__iexact=address).exists():
        AddressTrouble.objects.filter(email=address.lower()).delete()


@transaction.atomic
def choose_places(
    subscriber: Subscriber, *, areas: Iterable[Area], topics: Iterable[Topic], at: datetime
) -> int:
    """Follow exactly these areas and topics from now on; return how many were begun or ended."""
    followed = subscriber.subscriptions.filter(feed=None)
    wanted = {("area", area.pk) for area in areas} | {("topic", topic.pk) for topic in topics}
    left = [row for row in followed if _place_of(row) not in wanted]
    begun = sum(_follow(subscriber, at=at, area=area) for area in areas)
    begun += sum(_follow(subscriber, at=at, topic=topic) for topic in topics)
    return begun + unfollow(subscriber, left, at=at)


def _place_of(row: Subscription) -> tuple[str, int | None]:
    return ("area", row.area_id) if row.area_id else ("topic", row.topic_id)


# --- From an address to an account ----------------------------------------------------------
def offered_subscribers(addresses: Iterable[str]) -> QuerySet[Subscriber]:
    """Return the subscribers that are one of these addresses, given in small letters."""
    mailboxes = Subscriber.objects.filter(user=None).alias(mailbox=Lower("email"))
    return mailboxes.filter(mailbox__in=list(addresses))


@transaction.atomic
def take_over(user: AbstractBaseUser, addresses: Iterable[str], *, at: datetime) -> int:
    """Let an account follow what its own confirmed addresses follow; return how much is new.

    At the person's wish, never unasked. The addresses are forgotten as subscribers: what waits
    for the next digest goes along.
    """
    subscriber = subscriber_of(user)
    count = 0
    for other in offered_subscribers(addresses).select_for_update().order_by("pk"):
        for row in other.subscriptions.select_related("feed", "area", "topic"):
            things = {"feed": row.feed, "area": row.area, "topic": row.topic}
            count += _follow(subscriber, at=at, **{k: v for k, v in things.items() if v})
        _hand_over(other, subscriber, at=at)
        forget_address(other)
    return count


def _hand_over(other: Subscriber, subscriber: Subscriber, *, at: datetime) -> None:
    """Give the account what an address was not told yet, unless it is told the same itself."""
    take_out_of_digests(other.notices.all())
    tell_otherwise(other.notices.filter(channel=Channel.AT_ONCE), to=Channel.DAILY, at=at)
    waiting = other.notices.filter(digest=None, channel__in=[Channel.DAILY, Channel.WEEKLY])
    for notice in waiting:
        news = notice.dedup_key.removesuffix(f":{other.pk}")
        notice.dedup_key = f"{news}:{subscriber.pk}"
        if not Notice.objects.filter(dedup_key=notice.dedup_key).exists():
            notice.subscriber = subscriber
            notice.save(update_fields=["subscriber", "dedup_key"])
