"""Applicants who were not chosen, and people who stood, are forgotten a year afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from councils.models import Application, Candidate, CandidatePortrait
from councils.models.call import ApplicationQuerySet
from councils.models.candidate import CandidateQuerySet

# GDPR art. 5(1)(e): long enough to complain about the choice, and for a reserve to step in.
KEPT = timedelta(days=365)
_SHOWN = ("uncontested", "decided")


def applications_to_forget(*, at: datetime) -> ApplicationQuerySet:
    """Return who applied and got no seat, a year after the answer or after the call ended."""
    until = at - KEPT
    unchosen = [Application.Status.NOT_CHOSEN, Application.Status.RESERVE]
    ended = Q(status=Application.Status.WITHDRAWN) | Q(call__status="withdrawn")
    return Application.objects.filter(
        Q(status__in=unchosen, answered_at__lte=until) | (ended & Q(call__closes_at__lte=until)),
        forgotten_at=None,
    )


def candidates_to_forget(*, at: datetime) -> CandidateQuerySet:
    """Return candidates of elections whose vote ended a year ago."""
    return Candidate.objects.filter(
        election__voting_closes_at__lte=at - KEPT, forgotten_at=None
    ).exclude(election__status__in=["draft", "published"])


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Forget whose year has passed; return how many rows it was.

    Who stood and was on the list stays by name: it belongs to the election. How to reach them
    does not, nor who was nominated and did not stand.
    """
    count = applications_to_forget(at=at).forget(at=at)
    candidates = list(candidates_to_forget(at=at).values_list("pk", flat=True))
    rows = Candidate.objects.filter(pk__in=candidates)
    unseen = rows.exclude(status=Candidate.Status.ACCEPTED, election__status__in=_SHOWN)
    for portrait in CandidatePortrait.objects.filter(candidate__in=rows):
        portrait.discard()
    unseen.forget_names()
    return count + rows.forget_contact(at=at)
