"""The kinds of messages: each app lists its own in messages.py and registers them in ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from notifications.models import Message

Lane = Message.Lane


class Limit(StrEnum):
    """What happens to the sixth mail within an hour to one address (see services.py)."""

    NONE = "none"
    DELAY = "delay"
    CANCEL = "cancel"


def always(about: Any, message: Message) -> bool:  # noqa: ARG001  (the default answer)
    return True


@dataclass(frozen=True)
class MessageKind:
    """One kind of message: how fast, from which templates, and when it is no longer wanted.

    `template` is the front part of three templates: `…_subject.txt`, `…_body.txt` and
    `…_body.html`. `still_due(about, message)` is asked when the mail is about to leave.
    `limit` is for kinds that a stranger can trigger towards somebody else's address.
    """

    code: str
    label: str | Promise
    lane: Message.Lane
    template: str
    still_due: Callable[[Any, Message], bool] = always
    limit: Limit = Limit.NONE


class UnknownKind(LookupError):
    """A message of a kind that no app has registered."""


_kinds: dict[str, MessageKind] = {}


def register(*kinds: MessageKind) -> None:
    for kind in kinds:
        known = _kinds.setdefault(kind.code, kind)
        if known != kind:
            raise ValueError(f"Two kinds of message are called {kind.code!r}.")


def get_kind(code: str) -> MessageKind:
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None


def all_kinds() -> list[MessageKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.code)
