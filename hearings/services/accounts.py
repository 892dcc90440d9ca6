"""Answers sent before there was an account: offered, never linked unasked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Lower

from accounts.services import confirmed_emails
from hearings.models import Hearing, HearingEvent, Response
from hearings.models.response import ResponseQuerySet
from hearings.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


def offered_responses(user: User) -> ResponseQuerySet:
    """Return the answers sent without an account from an address now confirmed as theirs."""
    addresses = confirmed_emails(user)
    if not addresses:
        return Response.objects.none()
    # A typed address keeps the case of its first part; the account's are in small letters.
    answers = Response.objects.alias(mailbox=Lower("email")).filter(mailbox__in=addresses)
    return answers.filter(person=None, forgotten_at=None).select_related("hearing")


@transaction.atomic
def adopt_responses(user: User, *, at: datetime) -> int:
    """Link the offered answers to the account, at the person's wish; return how many.

    Locks the hearings first, as everybody does: a line of history holds them too.
    """
    count = 0
    hearings = offered_responses(user).values("hearing")
    list(Hearing.objects.select_for_update().filter(pk__in=hearings).order_by("pk"))
    for response in offered_responses(user).select_for_update(of=("self",)):
        response.adopt(user, at=at)
        record(response.hearing, HearingEvent.Action.ADOPTED, by=None, response=response, at=at)
        count += 1
    return count
