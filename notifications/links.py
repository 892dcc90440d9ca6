"""Links in mails that open something without a log-in: signed, each for one purpose.

None of them expires, because mails are read years later; each dies with its subscriber. The moment
when the subscriber was made is signed too: a number that a restored database gives to somebody
else opens nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from notifications.models import Subscriber

_SEPARATOR = "~"
_unsubscribing = Signer(salt="notifications.unsubscribe", sep=_SEPARATOR)
_managing = Signer(salt="notifications.manage", sep=_SEPARATOR)


class ScopeKind(StrEnum):
    """What a mail that can be stopped belongs to: one kind of message, or a collected mail."""

    KIND = "kind"
    DIGEST = "digest"


@dataclass(frozen=True)
class Scope:
    """What unsubscribing stops: `kind:<code of the kind>` or `digest:<rhythm>`."""

    kind: ScopeKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


def kind_scope(code: str) -> Scope:
    return Scope(ScopeKind.KIND, code)


def digest_scope(rhythm: str) -> Scope:
    return Scope(ScopeKind.DIGEST, rhythm)


@dataclass(frozen=True)
class Unsubscribing:
    """What a genuine link says; `subscriber` is None when nobody of that name is left."""

    subscriber: Subscriber | None
    scope: Scope


def unsubscribe_token(subscriber: Subscriber, scope: Scope) -> str:
    """Return the secret part of the link that stops some mails to a subscriber."""
    return _unsubscribing.sign(f"{_name_of(subscriber)}.{scope}")


def read_unsubscribe_token(token: str) -> Unsubscribing | None:
    """Return what a link stops, and for whom; None for any text that we have not signed."""
    try:
        name, _dot, scope = _unsubscribing.unsign(token).partition(".")
        word, _colon, value = scope.partition(":")
        return Unsubscribing(_find(name), Scope(ScopeKind(word), value))
    except (BadSignature, ValueError):
        return None


def unsubscribe_link(subscriber: Subscriber, scope: Scope) -> str:
    """Return the address for the mail: of the portal itself, whatever host the request named."""
    token = unsubscribe_token(subscriber, scope)
    return _absolute(subscriber, "notifications:unsubscribe", token)


def manage_token(subscriber: Subscriber) -> str:
    """Return the secret part of the link to what an address without an account follows."""
    return _managing.sign(_name_of(subscriber))


def subscriber_of_manage_token(token: str) -> Subscriber | None:
    """Return the subscriber whose choices a link opens, None for any other text."""
    try:
        return _find(_managing.unsign(token))
    except BadSignature:
        return None


def manage_link(subscriber: Subscriber) -> str:
    return _absolute(subscriber, "notifications:manage", manage_token(subscriber))


def choices_link(subscriber: Subscriber) -> str:
    """Return where somebody chooses what they are told: with an account after the log-in."""
    if subscriber.user_id is None:
        return manage_link(subscriber)
    return _absolute(subscriber, "notifications:preferences")


def _absolute(subscriber: Subscriber, view: str, *args: str) -> str:
    with translation.override(language_of(subscriber)):
        return f"{settings.SITE_URL}{reverse(view, args=args)}"


def language_of(subscriber: Subscriber) -> str:
    person = subscriber.user or subscriber
    language: str = getattr(person, "language", settings.LANGUAGE_CODE)
    return language


def _name_of(subscriber: Subscriber) -> str:
    return f"{subscriber.pk}-{int(subscriber.created_at.timestamp())}"


def _find(name: str) -> Subscriber | None:
    pk = name.partition("-")[0]
    if not pk.isdecimal():
        return None
    subscriber = Subscriber.objects.select_related("user").filter(pk=int(pk)).first()
    return subscriber if subscriber and _name_of(subscriber) == name else None
