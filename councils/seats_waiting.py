"""The calls and elections of the bodies that somebody serves, with what waits in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from councils.models import Application, Body, Call, Candidate, Election

if TYPE_CHECKING:
    from accounts.models import User

LISTED = 100


@dataclass(frozen=True)
class CallAtDesk:
    """A call with its stage, how many applied and how many of them wait for an answer."""

    call: Call
    stage: Call.Stage
    applied: int
    waiting: int


@dataclass(frozen=True)
class ElectionAtDesk:
    """An election with its stage, who stands, who has not answered, and who has counted."""

    election: Election
    stage: Election.Stage
    standing: int
    asked: int
    entered_by: frozenset[int]


def calls_at_desk(user: User, at: datetime) -> list[CallAtDesk]:
    """Return the calls of the own bodies, newest first, at one question."""
    status = Application.Status
    applied = ~Q(applications__status=status.WITHDRAWN) & Q(applications__isnull=False)
    waiting = Q(applications__status=status.RECEIVED)
    rows = Call.objects.filter(body__in=Body.objects.served_by(user).values("pk"))
    rows = rows.select_related("body").annotate(
        applied=Count("applications", filter=applied),
        waiting=Count("applications", filter=waiting),
    )
    return [CallAtDesk(row, row.stage(at), row.applied, row.waiting) for row in rows[:LISTED]]


def elections_at_desk(user: User, at: datetime) -> list[ElectionAtDesk]:
    """Return the elections of the own bodies, newest first, at two questions."""
    status = Candidate.Status
    rows = Election.objects.filter(body__in=Body.objects.served_by(user).values("pk"))
    rows = rows.select_related("body").prefetch_related("entries")
    rows = rows.annotate(
        standing=Count("candidates", filter=Q(candidates__status=status.ACCEPTED)),
        asked=Count("candidates", filter=Q(candidates__status=status.NOMINATED)),
    )
    return [
        ElectionAtDesk(
            row,
            row.stage(at),
            row.standing,
            row.asked,
            frozenset(entry.entered_by_id for entry in row.entries.all()),
        )
        for row in rows[:LISTED]
    ]
