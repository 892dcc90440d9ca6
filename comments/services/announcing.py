"""Who hears of a comment: those it replies to, and who follows the subject."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comments.models import Comment, Thread
from core.owners import owner_of
from notifications.services import announce, notify, subscriber_of
from notifications.windows import window_of


def tell_of(comment: Comment, *, answered: Comment | None = None, at: datetime) -> None:
    """Tell of a comment that everybody can read now, in the caller's transaction.

    Asked when it is written, or released after it was held. Followers are told once a day, with
    one row for the thread; whose comment is replied to is told of that reply. `answered` is the
    reply that this one replies to, where it is not the beginning.
    """
    owner = announce_new(comment.thread, at=at)
    people = {row.author for row in (comment.parent, answered) if row is not None}
    subscribers = [
        subscriber_of(person)
        for person in sorted(people, key=lambda person: person.pk)
        if person.pk != comment.author_id and person.is_active
    ]
    if subscribers:
        notify(subscribers, kind="comments.reply", about=comment, feed=owner.feed, at=at)


def announce_new(thread: Thread, *, at: datetime) -> Any:
    """Let followers hear, once a day, that there is something new; return the subject."""
    owner: Any = owner_of(thread)
    if owner.feed_id is not None:
        announce("comments.new", about=thread, feed=owner.feed, version=window_of(at).name, at=at)
    return owner
