"""What people are told about comments, and when it is no longer wanted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from comments import news
from comments.models import Comment, Thread
from comments.moderation_messages import KINDS as MODERATION_KINDS
from comments.words import in_one_line
from core.owners import owner_of
from notifications.kinds import Group, Lane, MessageKind, register
from notifications.models import Announcement, Channel, Message, Notice, Subscriber
from notifications.windows import window_of

EXCERPT = 600


def reply_is_due(reply: Comment, row: Message | Notice) -> bool:
    """Not when it cannot be read any more, or the subject is closed to who is told."""
    return reply.is_visible_to(row.subscriber.user if row.subscriber else None)


def new_is_due(thread: Thread, row: Message | Notice | Announcement) -> bool:
    """While the subject is open to who is told; to everybody, when it is not yet said who."""
    subscriber = getattr(row, "subscriber", None)
    return thread.comment_count > 0 and thread.is_visible_to(subscriber and subscriber.user)


def followers(thread: Thread, announcement: Announcement) -> QuerySet[Subscriber]:
    """Return who follows the subject and for whom there is something new.

    Who has written all of it is told by `services.announcing` when somebody else writes.
    """
    window = window_of(announcement.created_at)
    alone = [
        person
        for person in news.people_at_the_beginning(thread, window.starts_at, window.ends_at)
        if not news.count_for(person, thread, announcement.created_at, window.ends_at)
    ]
    people = Subscriber.objects.filter(subscriptions__feed=announcement.feed_id)
    return people.exclude(user__in=alone)


def count_new(thread: Thread, notice: Notice, until: datetime) -> int:
    """Return how many comments of others came from the notice's moment on, and can be read."""
    return news.count_for(notice.subscriber.user_id, thread, notice.created_at, until)


def reply_details(reply: Comment, _row: Message) -> dict[str, Any]:
    return {**_subject(reply.thread), "excerpt": in_one_line(reply.text, EXCERPT)}


def new_details(thread: Thread, _row: Message) -> dict[str, Any]:
    return _subject(thread)


def _subject(thread: Thread) -> dict[str, Any]:
    owner: Any = owner_of(thread)
    return {"subject_title": owner.heading()}


KINDS = [
    MessageKind(
        code="comments.reply",
        label=_("Nogen svarer på min kommentar"),
        lane=Lane.BULK,
        template="comments/email/reply",
        still_due=reply_is_due,
        channel=Channel.AT_ONCE,
        group=Group.TO_ME,
        details=reply_details,
    ),
    MessageKind(
        code="comments.new",
        label=_("Nye kommentarer"),
        lane=Lane.BULK,
        template="comments/email/new",
        still_due=new_is_due,
        channel=Channel.DAILY,
        group=Group.FOLLOWED,
        audience=followers,
        details=new_details,
        count=count_new,
    ),
]


def register_kinds() -> None:
    register(*KINDS, *MODERATION_KINDS)
