"""Who is asked for a statement, and until when one may be given: what several pages ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Prefetch, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
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


def shown_parties(*, with_files: bool = False) -> ConsultedPartyQuerySet:
    """Return who was asked, with what they said: one question, two with the files."""
    rows: ConsultedPartyQuerySet = ConsultedParty.objects.exclude(
        status=ConsultedParty.Status.TAKEN_BACK
    ).select_related("body", "statement__meeting__event")
    return rows.prefetch_related("statement__files") if with_files else rows


def asked_parties(*, with_files: bool = False) -> Prefetch:
    """Fetch the same for hearings, as `asked_parties` on each."""
    return Prefetch("parties", shown_parties(with_files=with_files), to_attr="asked_parties")


@dataclass(frozen=True)
class NamedParty:
    """A party as the hearing's own page shows it: a few words that were read with others."""

    pk: int
    name: str
    status: str
    due_on: date
    has_statement: bool

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        return self.status in ConsultedParty.WAITING

    def get_status_display(self) -> str:
        return str(ConsultedParty.Status(self.status).label)


# Three columns of words: the name, the status, and the day with whether there is a statement.
NAMED_PARTY = (
    Coalesce("body__name", "name"),
    "status",
    Concat(
        Cast("due_on", CharField()),
        Case(When(statement__isnull=False, then=Value("+")), default=Value("")),
        output_field=CharField(),
    ),
)


def named_party(pk: int, name: str, status: str, day: str) -> NamedParty:
    due_on = date.fromisoformat(day.rstrip("+"))
    return NamedParty(pk, name, status, due_on, has_statement=day.endswith("+"))


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
