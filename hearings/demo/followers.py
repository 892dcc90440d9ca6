"""Who follows what in the demo, and what they have been told by now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from city.models import Area, Topic
from hearings.models import Hearing
from notifications.models import Channel, Notice
from notifications.services import (
    expand_announcements,
    follow_area,
    follow_by_mail,
    follow_feed,
    follow_topic,
    save_preferences,
    subscriber_of,
)

if TYPE_CHECKING:
    from accounts.models import User

# Who follows a hearing from its first day, by code.
FOLLOWERS = {
    "skallerne": ("borger", "beskyttet", "gerda", "preben"),
    "kongsholm": ("borger", "cajus"),
    "trafik": ("borger",),
}
# An address without an account, and what it follows.
ADDRESS, FOLLOWED_BY_ADDRESS = "foelger@post.example", "skallerne"
RECENT = timedelta(days=3)


def follow_places(people: dict[str, User], *, at: datetime) -> None:
    """Let one citizen follow a part of the town and a topic, some of it by the week."""
    subscriber = subscriber_of(people["borger"])
    follow_area(subscriber, Area.objects.get(name="Galgebakken"), at=at)
    topic = Topic.objects.filter(is_active=True).order_by("sort_key", "pk")[0]
    follow_topic(subscriber, topic, at=at)
    save_preferences(subscriber, {"comments.new": Channel.WEEKLY}, at=at)


def follow_hearing(code: str, hearing: Hearing, people: dict[str, User], *, at: datetime) -> None:
    for person in FOLLOWERS.get(code, ()):
        follow_feed(subscriber_of(people[person]), hearing.feed, at=at)
    if code == FOLLOWED_BY_ADDRESS:
        follow_by_mail(ADDRESS, hearing.feed, language="da", at=at)


def tell_what_happened(*, at: datetime) -> None:
    """Write everybody's lines; those of more than some days ago are read, and in no digest."""
    expand_announcements(seconds=60)
    Notice.objects.filter(created_at__lt=at - RECENT).update(
        read_at=F("created_at"), channel=Channel.SITE
    )
