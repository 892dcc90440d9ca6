"""An election: written, called, called off, and settled without a vote."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from councils.models import Body, Candidate, CouncilEvent, Election
from councils.services.history import record
from notifications.services import Recipient, enqueue_all

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action
CALLED_OFF = "councils.election_called_off"
TOLD = "councils.election_told"
# What may still be mended when the election is called; its dates and seats are promised.
STILL_MENDED = frozenset({"who_may_stand", "who_may_vote", "how_to_vote", "minimum_age"})


@transaction.atomic
def create_election(body: Body, *, by: User, at: datetime, **fields: Any) -> Election:
    """Write an election as a draft."""
    election = Election.objects.create(body=body, created_at=at, **fields)
    record(body, Action.CREATED, by=by, at=at, about=election, note=election.title)
    return election


@transaction.atomic
def change_election(election: Election, *, by: User, at: datetime, **fields: Any) -> Election:
    """Mend an election; when it is called only its words.

    Raises:
        TransitionNotAllowed: it has ended, or what people rely on would change.
    """
    election = locked(election)
    require_status(election, Election.Status.DRAFT, Election.Status.PUBLISHED)
    changed = {name: value for name, value in fields.items() if getattr(election, name) != value}
    if election.status == Election.Status.PUBLISHED and not changed.keys() <= STILL_MENDED:
        raise TransitionNotAllowed(_("Valget er udskrevet. Datoer og pladser ligger fast."))
    if not changed:
        return election
    for name, value in changed.items():
        setattr(election, name, value)
    election.save(update_fields=list(changed))
    fields_changed = [Election._meta.get_field(name) for name in changed]
    words = [str(getattr(field, "verbose_name", field.name)) for field in fields_changed]
    record(election.body, Action.CHANGED, by=by, at=at, about=election, note=", ".join(words))
    return election


@transaction.atomic
def publish_election(election: Election, *, by: User, at: datetime) -> Election:
    """Call the election; who follows the body is told when one can stand."""
    election = locked(election)
    election.publish(at=at)
    record(
        election.body, Action.ELECTION_PUBLISHED, by=by, at=at, about=election, note=election.title
    )
    return election


@transaction.atomic
def call_off(election: Election, *, reason: str, by: User, at: datetime) -> Election:
    """Call an election off; everybody who stands, or was asked to, is told why."""
    election = locked(election)
    election.call_off(reason=reason)
    record(election.body, Action.CHANGED, by=by, at=at, about=election, note=reason)
    tell(election, CALLED_OFF, list(election.candidates.standing()))
    return election


@transaction.atomic
def settle_uncontested(election: Election, *, note: str, by: User, at: datetime) -> Election:
    """End it without a vote: everybody who stands is elected (fredsvalg, ældreloven § 36).

    Raises:
        TransitionNotAllowed: one may still stand, the vote has begun, nobody stands, or there are
            more candidates than seats.
    """
    election = locked(election)
    candidates = list(election.candidates.accepted().select_for_update().order_by("number"))
    _require_peace(election, len(candidates), at)
    election.settle_uncontested(note=note, at=at)
    for candidate in candidates:
        candidate.give_result(votes=None, is_elected=True, substitute_rank=None)
    record(election.body, Action.ELECTION_UNCONTESTED, by=by, at=at, about=election, note=note)
    tell(election, TOLD, candidates)
    return election


def _require_peace(election: Election, candidates: int, at: datetime) -> None:
    if not candidates:
        raise TransitionNotAllowed(_("Ingen stiller op. Aflys valget, og udskriv et nyt."))
    if candidates > election.seats:
        raise TransitionNotAllowed(
            _("Der er %(candidates)d kandidater til %(seats)d pladser. Der skal stemmes.")
            % {"candidates": candidates, "seats": election.seats}
        )
    if election.stage(at) in (Election.Stage.VOTING, Election.Stage.COUNTING):
        raise TransitionNotAllowed(_("Afstemningen er begyndt."))


def tell(election: Election, kind: str, candidates: list[Candidate]) -> int:
    """Write one mail to each candidate who can be reached, once; return how many."""
    return enqueue_all(
        kind,
        [
            Recipient(
                dedup_key=f"{kind}:{candidate.pk}",
                email=candidate.email,
                language=candidate.language,
                context={"candidate": candidate.pk},
            )
            for candidate in candidates
            if candidate.email
        ],
        about=election,
    )


def locked(election: Election) -> Election:
    """Lock the election, the row on which every rule about its candidates depends."""
    rows = Election.objects.select_for_update(of=("self",)).select_related("body")
    return rows.get(pk=election.pk)
