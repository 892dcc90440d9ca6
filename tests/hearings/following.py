"""People who follow a hearing and want to be told at once."""

from django.utils import timezone

from hearings.models import Hearing
from notifications.kinds import all_kinds
from notifications.models import Channel, Preference, Subscriber, Subscription


def follow(hearing: Hearing, address: str, channel: Channel = Channel.AT_ONCE) -> Subscriber:
    """Follow a hearing with a confirmed address that has chosen how to be told of everything."""
    subscriber = Subscriber.objects.create(email=address, confirmed_at=timezone.now())
    Subscription.objects.create(subscriber=subscriber, feed=hearing.feed)
    Preference.objects.bulk_create(
        Preference(subscriber=subscriber, kind=kind.code, channel=channel)
        for kind in all_kinds()
        if kind.is_chosen
    )
    return subscriber
