"""One click in a mail says no to more of them (RFC 8058)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from notifications.kinds import DIGEST, all_kinds, get_kind
from notifications.links import Scope, ScopeKind, Unsubscribing
from notifications.models import Channel, Message, Notice, Preference, Subscriber
from notifications.services.following import forget_address
from notifications.services.waiting import tell_otherwise


def scope_of(message: Message) -> Scope | None:
    """Return what the reader of a mail can say no to; None when it is a mail that must come.

    People choose how they are told about some kinds; mails of these, and collected mails, can stop.
    """
    if message.subscriber_id is None:
        return None
    if message.kind == DIGEST:
        return Scope(ScopeKind.DIGEST, message.context["rhythm"])
    return Scope(ScopeKind.KIND, message.kind) if get_kind(message.kind).is_chosen else None


@transaction.atomic
def unsubscribe(subscriber: Subscriber, scope: Scope, *, at: datetime | None = None) -> None:
    """Stop the mails of a scope, also those that wait; asked again, nothing more happens.

    A person with an account is told on the portal instead. An address without an account has
    nothing but mails: it stops following everything, and the address is forgotten.
    """
    at = at or timezone.now()
    person = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    if person is None:
        return
    if person.user_id is None:
        forget_address(person)
    elif scope.kind == ScopeKind.DIGEST:
        _stop_digest(person, scope.value, at)
    else:
        _stop_kinds(person, [scope.value], at)


def _stop_digest(subscriber: Subscriber, rhythm: str, at: datetime) -> None:
    chosen = dict(subscriber.preferences.values_list("kind", "channel"))
    codes = [
        kind.code
        for kind in all_kinds()
        if kind.channel is not None and chosen.get(kind.code, kind.channel) == rhythm
    ]
    _stop_kinds(subscriber, codes, at)
    digests = subscriber.messages.filter(kind=DIGEST, context__rhythm=rhythm)
    digests.cancel_waiting(Message.Reason.NOT_WANTED, at=at)
    waiting = Notice.objects.filter(subscriber=subscriber, channel=rhythm, digest=None)
    waiting.update(channel=Channel.SITE)


def _stop_kinds(subscriber: Subscriber, codes: list[str], at: datetime) -> None:
    for code in codes:
        Preference.objects.update_or_create(
            subscriber=subscriber, kind=code, defaults={"channel": Channel.SITE, "changed_at": at}
        )
    told = Notice.objects.of_subscriber(subscriber.pk).filter(kind__in=codes)
    tell_otherwise(told, to=Channel.SITE, at=at)
    messages = subscriber.messages.filter(kind__in=codes)  # those without a line, too
    messages.cancel_waiting(Message.Reason.NOT_WANTED, at=at)


@dataclass(frozen=True)
class WhatStops:
    """What the page says before and after: about one kind, a collected mail, or an address."""

    is_gone: bool
    is_address: bool
    rhythm: str = ""
    label: str = ""


def what_stops(asked: Unsubscribing) -> WhatStops:
    """Return what a link stops, in words for the page."""
    subscriber, scope = asked.subscriber, asked.scope
    if subscriber is None or subscriber.user_id is None:
        return WhatStops(is_gone=subscriber is None, is_address=subscriber is not None)
    if scope.kind == ScopeKind.DIGEST:
        return WhatStops(is_gone=False, is_address=False, rhythm=scope.value)
    labels = {kind.code: str(kind.label) for kind in all_kinds()}
    return WhatStops(is_gone=False, is_address=False, label=labels.get(scope.value, scope.value))
