"""What the relay sends to one person, and the private link in it."""

import re

from django.core import mail
from django.core.mail import EmailMultiAlternatives

from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.services import expand_announcements


def mails_to(address: str) -> list[EmailMultiAlternatives]:
    """Let everything that is due leave, and return what this person got, the oldest first."""
    expand_announcements(seconds=5)
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=5)
    return [sent for sent in mail.outbox if sent.to == [address]]


def link_to(address: str, start: str) -> str:
    """Return the path of a private page, start and token: the newest that this person got."""
    found = [
        path
        for sent in mails_to(address)
        for path in re.findall(rf"https?://[^/\s]+({re.escape(start)}[^/\s]+/)", str(sent.body))
    ]
    assert found, (address, start)
    return found[-1]
