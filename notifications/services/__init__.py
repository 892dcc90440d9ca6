"""Telling people: a row per person in the transaction of what happened, or one for many."""

from notifications.services.announcing import announce, expand_announcements
from notifications.services.choosing import chosen_channels, chosen_kinds, save_preferences
from notifications.services.digests import make_digests
from notifications.services.following import (
    ask_to_confirm,
    choose_places,
    follow_area,
    follow_by_mail,
    follow_feed,
    follow_topic,
    offered_subscribers,
    take_over,
    unfollow,
    unfollow_all,
    unfollow_area,
    unfollow_feed,
    unfollow_topic,
)
from notifications.services.outbox import Recipient, enqueue, enqueue_all, write
from notifications.services.preferences import channel_for, channel_of, is_still_wanted
from notifications.services.reading import mark_all_read, mark_read
from notifications.services.telling import notify, subscriber_of

__all__ = [
    "Recipient",
    "announce",
    "ask_to_confirm",
    "channel_for",
    "channel_of",
    "choose_places",
    "chosen_channels",
    "chosen_kinds",
    "enqueue",
    "enqueue_all",
    "expand_announcements",
    "follow_area",
    "follow_by_mail",
    "follow_feed",
    "follow_topic",
    "is_still_wanted",
    "make_digests",
    "mark_all_read",
    "mark_read",
    "notify",
    "offered_subscribers",
    "save_preferences",
    "subscriber_of",
    "take_over",
    "unfollow",
    "unfollow_all",
    "unfollow_area",
    "unfollow_feed",
    "unfollow_topic",
    "write",
]
