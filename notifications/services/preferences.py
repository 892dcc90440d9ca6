"""How somebody wants to be told about a kind: their own choice, or the kind's default."""

from collections.abc import Iterable

from notifications.kinds import MessageKind, get_kind
from notifications.models import Channel, Message, Notice, Preference, Subscriber


def channel_of(subscriber: Subscriber, kind: str) -> Channel:
    """Return how one subscriber is told about a kind that people choose.

    Raises:
        ValueError: nobody chooses how to be told about this kind.
    """
    return channel_for(kind, [subscriber.pk])[subscriber.pk]


def channel_for(kind: str, subscriber_pks: Iterable[int]) -> dict[int, Channel]:
    """Return how each subscriber is told about a kind, by the subscriber's key: one question.

    Raises:
        ValueError: nobody chooses how to be told about this kind.
    """
    default = _default_of(get_kind(kind))
    pks = list(subscriber_pks)
    chosen = Preference.objects.filter(kind=kind, subscriber__in=pks)
    by_pk = dict(chosen.values_list("subscriber_id", "channel"))
    return {pk: Channel(by_pk.get(pk, default)) for pk in pks}


def channels_of(subscriber: Subscriber, kinds: Iterable[str]) -> dict[str, Channel]:
    """Return how one subscriber is told about several kinds, by the kind's code: one question.

    Raises:
        ValueError: nobody chooses how to be told about one of them.
    """
    codes = list(kinds)
    chosen = Preference.objects.filter(subscriber=subscriber, kind__in=codes)
    by_kind = dict(chosen.values_list("kind", "channel"))
    return {code: Channel(by_kind.get(code, _default_of(get_kind(code)))) for code in codes}


def _default_of(kind: MessageKind) -> Channel:
    if kind.channel is None:
        raise ValueError(f"{kind.code}: nobody chooses how to be told about it.")
    return kind.channel


def is_still_wanted(row: Message) -> bool:
    """Tell whether a mail to a follower is still to leave at once; asked when it is about to.

    Whoever has chosen a digest meanwhile finds it there: the notice beside it moves over. What
    goes to an address or an account itself (a receipt, the answer to what one wrote) is nobody's
    choice.
    """
    if row.subscriber is None or not get_kind(row.kind).is_chosen:
        return True
    channel = channel_of(row.subscriber, row.kind)
    if channel == Channel.AT_ONCE:
        return True
    if channel != Channel.NONE:
        notices = Notice.objects.filter(dedup_key=row.dedup_key, channel=Channel.AT_ONCE)
        notices.update(channel=channel)
    return False
