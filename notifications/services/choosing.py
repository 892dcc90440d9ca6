"""What a person chooses on the settings page: how to be told about each kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from notifications.kinds import MessageKind, all_kinds
from notifications.models import Channel, Notice, Subscriber
from notifications.services.preferences import channels_of
from notifications.services.waiting import tell_otherwise


def chosen_kinds() -> list[MessageKind]:
    """Return the kinds that people choose how to be told about."""
    return [kind for kind in all_kinds() if kind.is_chosen]


def chosen_channels(subscriber: Subscriber | None) -> dict[str, Channel]:
    """Return how somebody is told about each of these: their own choice, or the default."""
    kinds = {kind.code: kind.channel for kind in chosen_kinds() if kind.channel is not None}
    return channels_of(subscriber, kinds) if subscriber else kinds


@transaction.atomic
def save_preferences(
    subscriber: Subscriber, choices: Mapping[str, Channel], *, at: datetime
) -> list[str]:
    """Save how a subscriber wants to be told about some kinds; return those that changed.

    What already waits follows along: into the digest now chosen, or to the portal only. What
    waited for a digest and is wanted at once from now on comes with the next daily one.

    Raises:
        UnknownKind: nobody has registered one of the kinds.
        ValueError: nobody chooses how to be told about one of them.
    """
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    known = channels_of(subscriber, choices)
    changed = []
    for code, channel in choices.items():
        if known[code] == channel:
            continue
        subscriber.preferences.update_or_create(
            kind=code, defaults={"channel": channel, "changed_at": at}
        )
        _let_waiting_follow(subscriber, code, channel, at=at)
        changed.append(code)
    return changed


def _let_waiting_follow(
    subscriber: Subscriber, code: str, channel: Channel, *, at: datetime
) -> None:
    told = Notice.objects.of_subscriber(subscriber.pk).filter(kind=code)
    if channel == Channel.AT_ONCE:
        tell_otherwise(told.exclude(channel=Channel.AT_ONCE), to=Channel.DAILY, at=at)
    elif channel in (Channel.DAILY, Channel.WEEKLY):
        tell_otherwise(told, to=channel, at=at)
    else:
        tell_otherwise(told, to=Channel.SITE, at=at)
