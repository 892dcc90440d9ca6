"""Asking bodies and others for a statement, and taking it in: one for each party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import format_date, local_date
from core.files import InspectedFile
from core.transitions import TransitionNotAllowed
from hearings.exceptions import StatementChanged
from hearings.models import ConsultedParty, Hearing, HearingEvent, Statement, StatementFile
from hearings.parties import stamp_of, takes_statements
from hearings.services.history import record
from hearings.services.party_mails import tell_party, tell_who_asked

if TYPE_CHECKING:
    from accounts.models import User
    from councils.models import Body, Meeting

Status = ConsultedParty.Status
# So long before the day on which the answer is due, who has not answered is reminded, once.
REMIND_BEFORE = timedelta(days=7)


@transaction.atomic
def ask_party(
    hearing: Hearing,
    *,
    body: Body | None = None,
    name: str = "",
    email: str = "",
    question: str = "",
    due_on: date,
    by: User,
    at: datetime,
) -> ConsultedParty:
    """Ask a body, or somebody outside by mail; of a draft they are told when it is published.

    Raises:
        TransitionNotAllowed: the white paper is approved, or the hearing is over.
        ValidationError: the body is asked already.
    """
    hearing = _locked(hearing)
    if body and hearing.parties.exclude(status=Status.TAKEN_BACK).filter(body=body).exists():
        raise ValidationError(_("%(body)s er allerede spurgt.") % {"body": body})
    party = ConsultedParty.objects.create(
        hearing=hearing,
        body=body,
        name=name,
        email=email,
        question=question,
        due_on=due_on,
        asked_at=at,
        asked_by=by,
    )
    _write_down(party, HearingEvent.Action.PARTY_ASKED, by=by, at=at, day=due_on)
    if hearing.is_published:
        tell_party(party, "hearings.party_asked")
    return party


@transaction.atomic
def take_back_party(party: ConsultedParty, *, by: User, at: datetime) -> ConsultedParty:
    """Not ask them after all. Raises TransitionNotAllowed when they have answered."""
    party = _locked_party(party)
    party.take_back(at=at)
    _write_down(party, HearingEvent.Action.PARTY_TAKEN_BACK, by=by, at=at)
    return party


@transaction.atomic
def note_opened(party: ConsultedParty, *, at: datetime) -> ConsultedParty:
    """Note that they have seen the question."""
    party = ConsultedParty.objects.select_for_update().get(pk=party.pk)
    party.open(at=at)
    return party


@transaction.atomic
def give_statement(
    party: ConsultedParty,
    *,
    text: str,
    meeting: Meeting | None = None,
    agreed_at: str = "",
    files: Iterable[InspectedFile] = (),
    removed: Iterable[StatementFile] = (),
    seen: str,
    by: User | None,
    at: datetime,
) -> Statement:
    """Take in what a party says, or a better one of the same party.

    `seen` is the stamp of the statement that the form showed. The same words sent twice are one.

    Raises:
        StatementChanged: somebody else has sent one meanwhile.
        TransitionNotAllowed: the white paper is approved, or they were asked no more.
    """
    party = _locked_party(party)
    known = Statement.objects.filter(party=party).first()
    if stamp_of(known) != seen:
        if known and known.text == text:
            return known
        raise StatementChanged(known)
    if meeting is not None and meeting.body_id != party.body_id:
        raise ValidationError(_("Mødet hører ikke til dem, der er spurgt."))
    party.answer(at=at)
    statement = known or Statement(party=party)
    statement.text, statement.meeting, statement.agreed_at = text, meeting, agreed_at
    statement.given_by, statement.given_at = by, at
    statement.save()
    for row in removed:
        row.discard()
    for inspected in files:
        StatementFile.from_inspected(inspected, at=at, statement=statement).save()
    _write_down(party, HearingEvent.Action.STATEMENT_GIVEN, by=by, at=at)
    tell_who_asked(party, version=stamp_of(statement))
    return statement


@transaction.atomic
def have_no_remarks(party: ConsultedParty, *, by: User | None, at: datetime) -> ConsultedParty:
    """Note that they have nothing to say.

    Raises:
        TransitionNotAllowed: they have answered, or the white paper is approved.
    """
    party = _locked_party(party)
    party.have_no_remarks(at=at)
    note = str(party.get_status_display())
    _write_down(party, HearingEvent.Action.STATEMENT_GIVEN, by=by, at=at, note=note)
    tell_who_asked(party, version="no-remarks")
    return party


def remind_parties(*, at: datetime) -> int:
    """Remind each party that has not answered, once, a week before; return how many."""
    today = local_date(at)
    waiting = ConsultedParty.objects.waiting().filter(
        reminded_at=None,
        due_on__range=(today, today + REMIND_BEFORE),
        asked_at__lte=at - timedelta(days=1),
        hearing__status=Hearing.Status.PUBLISHED,
    )
    return sum(_remind(pk, at) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    """Claim the reminder by the row itself: two beats remind once."""
    if not ConsultedParty.objects.filter(pk=pk, reminded_at=None).update(reminded_at=at):
        return False
    party = ConsultedParty.objects.select_related("hearing", "body").get(pk=pk)
    if not takes_statements(party.hearing):
        return False
    tell_party(party, "hearings.party_reminded")
    return True


def _locked(hearing: Hearing) -> Hearing:
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if not takes_statements(hearing):
        raise TransitionNotAllowed(
            _("Hvidbogen er godkendt, eller høringen er slut: der tages ikke imod udtalelser mere.")
        )
    return hearing


def _locked_party(party: ConsultedParty) -> ConsultedParty:
    """Lock the hearing first, then the party, and read it again."""
    hearing = _locked(party.hearing)
    party = ConsultedParty.objects.select_for_update().get(pk=party.pk)
    party.hearing = hearing
    return party


def _write_down(
    party: ConsultedParty,
    action: HearingEvent.Action,
    *,
    by: User | None,
    at: datetime,
    day: date | None = None,
    note: str = "",
) -> None:
    until = _("svar senest %(day)s") % {"day": format_date(day)} if day else ""
    told = ", ".join(part for part in (str(party), note, until) if part)
    record(party.hearing, action, by=by, at=at, note=told)
