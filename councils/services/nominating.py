"""Who stands: nominated by themselves or by others, asked, willing, and ruled out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services import confirmed_emails
from core.files import InspectedFile
from core.limits import mail_key
from core.transitions import TransitionNotAllowed
from councils.exceptions import AlreadyNominated, NominationsClosed
from councils.models import Candidate, CandidatePortrait, CouncilEvent, Election
from councils.services.elections import locked
from councils.services.history import record
from notifications.services import enqueue

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
Stage = Election.Stage
Status = Candidate.Status
ASKED = "councils.candidate_asked"
ACCEPTED = "councils.candidate_accepted"
RULED_OUT = "councils.candidate_ruled_out"


@transaction.atomic
def nominate(
    election: Election,
    *,
    form_key: UUID,
    name: str,
    email: str,
    nominated_by: str = "",
    text: str = "",
    birth_year: int | None = None,
    user: User | None,
    language: str,
    at: datetime,
) -> Candidate:
    """Nominate oneself, or somebody else when `nominated_by` says by whom.

    Whoever is logged in with the very address stands at once; everybody else is asked by mail
    first. The same form twice is one.

    Raises:
        NominationsClosed: the request began before the opening or after the last day.
        AlreadyNominated: the mailbox was nominated before.
    """
    election = locked(election)
    if sent := election.candidates.filter(form_key=form_key).first():
        return sent
    if election.stage(at) != Stage.NOMINATION:
        raise NominationsClosed
    key = mail_key(email)
    if _was_asked(election, key, by_another=bool(nominated_by)):
        raise AlreadyNominated
    is_own = not nominated_by and user is not None and email.lower() in confirmed_emails(user)
    candidate = Candidate.objects.create(
        election=election,
        number=election.next_candidate_number(),
        form_key=form_key,
        user=user if is_own else None,
        name=name,
        email=email,
        email_key=key,
        nominated_by=nominated_by,
        text=text,
        birth_year=birth_year,
        language=language,
        nominated_at=at,
    )
    _record(candidate, Action.CANDIDATE_NOMINATED, by=None, at=at)
    if is_own:
        candidate.accept(at=at)
    _tell(candidate, ACCEPTED if is_own else ASKED)
    return candidate


def _was_asked(election: Election, key: str, *, by_another: bool) -> bool:
    """Tell whether nobody may nominate the mailbox: who said no is not asked again by others."""
    final = [Status.NOMINATED, Status.ACCEPTED, Status.NOT_ELIGIBLE]
    if by_another:
        final += [Status.DECLINED, Status.WITHDRAWN]
    return election.candidates.filter(email_key=key, status__in=final).exists()


@transaction.atomic
def accept(
    candidate: Candidate,
    *,
    text: str,
    birth_year: int | None,
    portrait: InspectedFile | None = None,
    at: datetime,
) -> Candidate:
    """Stand, in one's own words. A second time mends the words, until nominations close.

    Raises:
        TransitionNotAllowed: nominations have closed, or the person does not stand any more.
    """
    candidate = _lock(candidate)
    _require_nominations(candidate, at)
    if candidate.status != Status.ACCEPTED:
        candidate.accept(at=at)
        _tell(candidate, ACCEPTED)
    candidate.text, candidate.birth_year = text, birth_year
    candidate.save(update_fields=["text", "birth_year"])
    if portrait is not None:
        _hang_up(candidate, portrait, at=at)
    _record(candidate, Action.CANDIDATE_CHANGED, by=None, at=at)
    return candidate


@transaction.atomic
def leave(candidate: Candidate, *, at: datetime) -> Candidate:
    """Decline when asked, or withdraw when standing; a name on the ballot stays there.

    Raises:
        TransitionNotAllowed: nominations have closed, or the person does not stand any more.
    """
    candidate = _lock(candidate)
    _require_nominations(candidate, at)
    if candidate.status == Status.NOMINATED:
        candidate.decline(at=at)
    else:
        candidate.withdraw()
    _take_down(candidate)
    _record(candidate, Action.CANDIDATE_CHANGED, by=None, at=at)
    return candidate


@transaction.atomic
def rule_out(candidate: Candidate, *, reason: str, by: User, at: datetime) -> Candidate:
    """Say that a person may not be chosen; they are told why.

    Raises:
        TransitionNotAllowed: the vote has begun, or the person does not stand.
    """
    candidate = _lock(candidate)
    if candidate.election.stage(at) not in (Stage.NOMINATION, Stage.NOMINATED):
        raise TransitionNotAllowed(_("Kandidatlisten ligger fast, når afstemningen er begyndt."))
    candidate.rule_out(reason=reason)
    _take_down(candidate)
    _record(candidate, Action.CANDIDATE_CHANGED, by=by, at=at)
    _tell(candidate, RULED_OUT)
    return candidate


# --- Shared -----------------------------------------------------------------------------------
def _lock(candidate: Candidate) -> Candidate:
    """Lock the election, then the candidate: the order in which everybody takes them."""
    election = locked(candidate.election)
    found = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    found.election = election
    return found


def _require_nominations(candidate: Candidate, at: datetime) -> None:
    if candidate.election.stage(at) != Stage.NOMINATION:
        raise TransitionNotAllowed(_("Opstillingen er slut, og kandidatlisten ligger fast."))


def _hang_up(candidate: Candidate, portrait: InspectedFile, *, at: datetime) -> None:
    _take_down(candidate)
    CandidatePortrait.from_inspected(portrait, at=at, candidate=candidate).save()


def _take_down(candidate: Candidate) -> None:
    for portrait in CandidatePortrait.objects.filter(candidate=candidate):
        portrait.discard()


def _record(
    candidate: Candidate, action: CouncilEvent.Action, *, by: User | None, at: datetime
) -> None:
    """Write a line without a name: the number tells whose it is."""
    note = f"{candidate.election.title}, nr. {candidate.number}"
    record(candidate.election.body, action, by=by, at=at, about=candidate, note=note)


def _tell(candidate: Candidate, kind: str) -> None:
    enqueue(
        kind,
        email=candidate.email,
        about=candidate,
        language=candidate.language,
        dedup_key=f"{kind}:{candidate.pk}",
    )
