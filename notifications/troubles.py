"""Addresses that take no mail: counted, stopped after repetition, told to their owner and to staff.

A bounce that comes later, as a mail, is not read here: only what the receiving server answers
while we hand the mail over.
"""

import re
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from core.logging import one_line, without_personal_data
from notifications.messages import ADDRESS_CHECK
from notifications.models import AddressTrouble, Message
from notifications.services import enqueue

LONGEST_ANSWER = 200
# RFC 3463: X.1 speaks of the address, X.2 of its mailbox. The others (a server in disorder, a
# policy against us) say nothing about the person, and would stop a whole town at once.
_DETAILED = re.compile(r"\s*5\.(\d{1,3})\.\d{1,3}\b")
_OF_THE_ADDRESS = {"1", "2"}


def note_refusal(
    address: str, code: int, answer: bytes | str, *, at: datetime | None = None
) -> None:
    """Count a refusal for good of this recipient; the third in a row stops the address.

    Passing refusals (4xx) and those that speak of us are not counted (RFC 5321 4.2.1, RFC 3463).
    """
    at = at or timezone.now()
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    if not (500 <= code < 600 and _speaks_of_the_address(text)):
        return
    trouble, _created = AddressTrouble.objects.get_or_create(
        email=address.lower(), defaults={"first_at": at, "last_at": at}
    )
    same = AddressTrouble.objects.filter(pk=trouble.pk)
    said = one_line(without_personal_data(f"{code} {text}"))[:LONGEST_ANSWER]
    same.update(refusals=F("refusals") + 1, last_at=at, last_answer=said)
    same.filter(refusals__gte=AddressTrouble.MAX_REFUSALS, stopped_at=None).update(stopped_at=at)


def _speaks_of_the_address(answer: str) -> bool:
    detailed = _DETAILED.match(answer)
    return detailed is None or detailed[1] in _OF_THE_ADDRESS


def forget(address: str) -> None:
    """Begin again from nothing: a mail was taken, or somebody says that it will be."""
    AddressTrouble.objects.filter(email=address.lower()).delete()


def is_stopped(address: str) -> bool:
    return AddressTrouble.objects.stopped().filter(email=address.lower()).exists()


def trouble_of(recipient: Any) -> AddressTrouble | None:
    """Return that mails to a person (account or subscriber) are stopped; None when they are not."""
    person = getattr(recipient, "user", None) or recipient
    return AddressTrouble.objects.stopped().filter(email=person.email.lower()).first()


def try_again(recipient: Any) -> bool:
    """Send a mail that a person (account or subscriber) asked for; that it is taken lifts the stop.

    False when their mails are not stopped, or they have asked too often within the hour.
    """
    trouble = trouble_of(recipient)
    if trouble is None:
        return False
    person = getattr(recipient, "user", None) or recipient
    row = enqueue(ADDRESS_CHECK, email=trouble.email, language=person.language)
    return row is not None and row.state == Message.State.PENDING
