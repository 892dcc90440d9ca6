"""Who is asked for a statement, and until when one may be given: what several pages ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse

from hearings.models import ConsultedParty, Hearing, Statement, WhitePaper
from hearings.party_links import party_token_for

if TYPE_CHECKING:
    from hearings.models.party import ConsultedPartyQuerySet

# From the approval on the white paper says what everybody said: nothing is added to it any more.
CLOSED_BY = (WhitePaper.Status.APPROVED, WhitePaper.Status.PUBLISHED)


def takes_statements(hearing: Hearing) -> bool:
    """Tell whether a statement may still be given, or a party asked."""
    if hearing.status not in (Hearing.Status.DRAFT, Hearing.Status.PUBLISHED):
        return False
    return not hearing.white_papers.filter(status__in=CLOSED_BY).exists()


def asked_parties(*, with_files: bool = False) -> Prefetch:
    """Fetch who was asked, and what they said: one question, two with the files."""
    rows: ConsultedPartyQuerySet = ConsultedParty.objects.exclude(
        status=ConsultedParty.Status.TAKEN_BACK
    ).select_related("body", "statement__meeting__event")
    if with_files:
        rows = rows.prefetch_related("statement__files")
    return Prefetch("parties", rows, to_attr="asked_parties")


def statement_of(party: ConsultedParty) -> Statement | None:
    statement: Statement | None = getattr(party, "statement", None)
    return statement


def stamp_of(statement: Statement | None) -> str:
    """Return what a form carries of the statement it was written from; "" when there was none."""
    return statement.given_at.isoformat() if statement else ""


def answer_address(party: ConsultedParty) -> str:
    """Return where the party answers: its secretary at work, others by their private link."""
    if party.body_id:
        return reverse("hearings:statement", args=[party.hearing_id, party.pk])
    return reverse("hearings:party", args=[party_token_for(party)])


def public_address(party: ConsultedParty) -> str:
    """Return where everybody reads what the party said."""
    hearing = party.hearing
    return f"{reverse('hearings:statements', args=[hearing.number, hearing.slug])}#part-{party.pk}"


def statements_among(parties: Iterable[ConsultedParty]) -> list[Statement]:
    """Return the statements of parties that were fetched with them, in the parties' order."""
    return [statement for party in parties if (statement := statement_of(party))]
