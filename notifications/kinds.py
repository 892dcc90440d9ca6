"""The kinds of messages: each app lists its own in messages.py and registers them in ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.models import Announcement, Channel, Message, Notice, Subscriber

Lane = Message.Lane
# The mail that gathers what waits for one person (see digest.py).
DIGEST = "notifications.digest"


class Limit(StrEnum):
    """What happens to the sixth mail within an hour to one address (see services.py)."""

    NONE = "none"
    DELAY = "delay"
    CANCEL = "cancel"


class Group(StrEnum):
    """The headings of the settings page."""

    TO_ME = "to_me"
    FOLLOWED = "followed"
    NEAR = "near"

    @property
    def label(self) -> Promise:
        labels = {
            "to_me": _("Svar til mig"),
            "followed": _("Det, jeg følger"),
            "near": _("Mine bydele og emner"),
        }
        return labels[self.value]


class NothingToSay(Exception):
    """A mail that turned out to have nothing in it any more: it is cancelled."""


def always(about: Any, message: Message | Notice | Announcement) -> bool:  # noqa: ARG001  (the default answer)
    return True


def own_address(about: Any, message: Message | Notice) -> str:  # noqa: ARG001  (the default)
    address: str = about.get_absolute_url()
    return address


def nothing_more(about: Any, message: Message | Notice) -> dict[str, Any]:  # noqa: ARG001  (the default)
    return {}


@dataclass(frozen=True)
class MessageKind:
    """One kind of message: how fast, from which templates, and when it is no longer wanted.

    `template` is the front part of three templates: `…_subject.txt`, `…_body.txt` and
    `…_body.html`. `still_due(about, message)` is asked when the mail is about to leave.
    `limit` is for kinds that a stranger can trigger towards somebody else's address.

    A kind with a `channel` is one that people choose how to be told about: its default. It
    stands under its `group` on the settings page, and has a fourth template, `…_notice.txt`: the
    one line of the list on the portal and of a digest, which leads to `link(about, notice)`;
    `still_due` is asked for a line of a digest too. What is announced to many has an `audience`,
    which holds each subscriber once; `still_due` is then asked of the announcement first.

    `details(about, message)` gives a mail's templates what the row does not say; it may raise
    `NothingToSay`.

    What comes in storms has a `count`: it is announced once in each daily window (see windows.py),
    and `count(about, notice, until)` tells how often it happened from the notice's moment on when
    its line is made. Several such notices in one digest are one line; none counted, no line.
    """

    code: str
    label: str | Promise
    lane: Message.Lane
    template: str
    still_due: Callable[[Any, Any], bool] = always
    limit: Limit = Limit.NONE
    channel: Channel | None = None
    group: Group = Group.FOLLOWED
    link: Callable[[Any, Message | Notice], str] = own_address
    audience: Callable[[Any, Announcement], QuerySet[Subscriber]] | None = None
    details: Callable[[Any, Any], dict[str, Any]] = nothing_more
    count: Callable[[Any, Notice, datetime], int] | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether people choose how they are told about it."""
        return self.channel is not None

    @property
    def is_asked_for(self) -> bool:
        """Whether its owner waits for it (log-in, reset, receipt, confirmation).

        Those are what Django and allauth write, and what somebody can ask for at a form: they are
        sent even to an address that takes no mail, so that a mended one is found out.
        """
        return not self.template or self.limit != Limit.NONE


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
