"""Who hears of a comment: those it replies to, and who follows the subject."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comments import news
from comments.models import Comment, Thread
from core.owners import owner_of
from notifications.models import Feed, Subscriber
from notifications.services import announce, notify, subscriber_of
from notifications.windows import Window, window_of


def tell_of(comment: Comment, *, at: datetime) -> None:
    """Tell of a comment that everybody can read now, in the caller's transaction.

    Asked when it is written, or released after it was held. Followers are told once a day, with
    one row for the thread; whose comment is replied to is told of that reply, and so is who
    began.
    """
    owner = announce_new(comment.thread, at=at)
    people = {row.author for row in (comment.parent, comment.answered) if row is not None}
    subscribers = [
        subscriber_of(person)
        for person in sorted(people, key=lambda person: person.pk)
        if person.pk != comment.author_id and person.is_active
    ]
    if subscribers:
        kind = "comments.official_answer" if comment.is_official else "comments.reply"
        notify(subscribers, kind=kind, about=comment, feed=owner.feed, at=at)


def announce_new(thread: Thread, *, at: datetime) -> Any:
    """Let followers hear, once a day, that there is something new; return the subject."""
    owner: Any = owner_of(thread)
    if owner.feed_id is None:
        return owner
    window = window_of(at)
    if announce("comments.new", about=thread, feed=owner.feed, version=window.name, at=at) is None:
        _tell_who_wrote_alone(thread, owner.feed, window, at=at)
    return owner


def _tell_who_wrote_alone(thread: Thread, feed: Feed, window: Window, *, at: datetime) -> None:
    """Tell those followers who were left out while all that was new was theirs.

    It is the same news under the same key: who was told before is not told again.
    """
    waiting = news.people_at_the_beginning(thread, window.starts_at, window.ends_at)
    told = [
        subscriber
        for subscriber in Subscriber.objects.filter(user__in=waiting, subscriptions__feed=feed)
        if news.count_for(subscriber.user_id, thread, at, window.ends_at)
    ]
    if told:
        notify(told, kind="comments.new", about=thread, version=window.name, feed=feed, at=at)
