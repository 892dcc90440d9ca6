"""What is known about somebody who applied for a seat or stood for one, and what is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.services import confirmed_emails
from core.limits import mail_key
from councils.models import Application, Candidate, CandidatePortrait, CouncilEvent
from councils.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return applications and candidacies, also those sent without the account."""
    keys = [mail_key(email) for email in confirmed_emails(person)]
    theirs = Q(user=person) | Q(email_key__in=keys)
    applications = Application.objects.filter(theirs).select_related("call", "area")
    candidacies = Candidate.objects.filter(theirs).select_related("election")
    return {
        "seat_applications": [_application(row) for row in applications.order_by("pk")],
        "candidacies": [_candidacy(row) for row in candidacies.order_by("pk")],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Cut applications and candidacies loose from the account; forget what nobody needs.

    An application that waits is still answered at its address, and can be taken back by its link.
    Who stood stays on the list of the election by name, unless the name is protected.
    """
    at = timezone.now()
    applications = Application.objects.filter(user=person)
    candidates = Candidate.objects.filter(user=person)
    for row in applications.select_related("call__body"):
        record(row.call.body, CouncilEvent.Action.FORGOTTEN, by=None, at=at, about=row)
    for candidate in candidates.select_related("election__body"):
        body = candidate.election.body
        record(body, CouncilEvent.Action.FORGOTTEN, by=None, at=at, about=candidate)
    applications.done_with().forget(at=at)
    applications.update(user=None)
    _forget_candidates(candidates, is_protected=person.protected)


def _forget_candidates(candidates: Any, *, is_protected: bool) -> None:
    for portrait in CandidatePortrait.objects.filter(candidate__in=candidates):
        portrait.discard()
    unseen = candidates if is_protected else candidates.exclude(status=Candidate.Status.ACCEPTED)
    unseen.forget_names()
    candidates.update(user=None)


def _application(row: Application) -> dict[str, Any]:
    return {
        "call": row.call.title,
        "number": row.number,
        "status": row.status,
        "received_at": row.received_at.isoformat(),
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "area": str(row.area or ""),
        "motivation": row.motivation,
        "reason": row.reason,
    }


def _candidacy(row: Candidate) -> dict[str, Any]:
    return {
        "election": row.election.title,
        "number": row.number,
        "status": row.status,
        "nominated_at": row.nominated_at.isoformat(),
        "nominated_by": row.nominated_by,
        "name": row.name,
        "email": row.email,
        "birth_year": row.birth_year,
        "text": row.text,
        "reason": row.status_reason,
        "votes": row.votes,
    }
