"""Telling those who are asked for a statement, and who asked them, in the step's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from hearings.models import ConsultedParty, Hearing
from notifications.services import Recipient, enqueue, enqueue_all


def tell_party(party: ConsultedParty, kind: str) -> int:
    """Write one mail to each secretary and to the body's own address, or to who is outside."""
    return enqueue_all(kind, _recipients(party, kind), about=party)


def tell_parties(hearing: Hearing) -> int:
    """Tell everybody who was asked while the hearing was a draft; nobody twice."""
    waiting = hearing.parties.waiting().select_related("body", "hearing")
    return sum(tell_party(party, "hearings.party_asked") for party in waiting)


def tell_who_asked(party: ConsultedParty, *, version: str) -> None:
    """Tell the case worker that there is an answer to read."""
    if party.asked_by is None:
        return
    kind = "hearings.statement_received"
    enqueue(kind, user=party.asked_by, about=party, dedup_key=f"{kind}:{party.pk}:{version}")


def _recipients(party: ConsultedParty, kind: str) -> Iterator[Recipient]:
    if party.body is None:
        yield Recipient(dedup_key=f"{kind}:{party.pk}:", email=party.email)
        return
    secretaries = list(party.body.secretaries.filter(is_active=True))
    for person in secretaries:
        yield Recipient(dedup_key=f"{kind}:{party.pk}:user-{person.pk}", user=person)
    address = party.body.contact_email
    if address and address.casefold() not in {row.email.casefold() for row in secretaries}:
        digest = sha256(address.casefold().encode()).hexdigest()[:40]
        yield Recipient(dedup_key=f"{kind}:{party.pk}:{digest}", email=address)
