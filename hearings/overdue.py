"""What my departments have promised and not done yet: white papers and changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from accounts.roles import Role, departments_of
from core.clock import local_date
from hearings.answer_clock import AnswerClock, clock_of
from hearings.models import Change, Hearing, Response
from hearings.models.hearing_lists import HearingQuerySet

if TYPE_CHECKING:
    from accounts.models import User

FOLLOWERS = (Role.CASE_WORKER, Role.MANAGER)


@dataclass(frozen=True)
class WaitingPaper:
    """A hearing whose answers wait for a white paper."""

    hearing: Hearing
    clock: AnswerClock


@dataclass(frozen=True)
class OpenChange:
    """A change that is promised and not done."""

    change: Change
    days_over: int
    may_plan: bool


def without_white_paper(hearings: HearingQuerySet, at: datetime) -> HearingQuerySet:
    """Return those that are closed, have answers that count, and have no white paper."""
    answers = Response.objects.counted().filter(hearing=OuterRef("pk"))
    return hearings.closed(at).filter(Exists(answers))


def waiting_white_papers(user: User, at: datetime) -> list[WaitingPaper]:
    """Return them in a person's departments, the earliest promise first: two questions."""
    mine = Hearing.objects.of_departments_of(user, *FOLLOWERS)
    waiting = without_white_paper(mine, at).select_related("department")
    ordered = waiting.order_by(F("white_paper_due_on").asc(nulls_last=True), "closes_at", "pk")
    return [WaitingPaper(hearing, clock_of(hearing, at)) for hearing in ordered]


def _departments(user: User) -> list[int]:
    return list(departments_of(user, *FOLLOWERS).values_list("pk", flat=True))


def open_changes(user: User, at: datetime, due_by: date | None = None) -> list[OpenChange]:
    """Return what a person's departments do or answer for, the earliest day first.

    `due_by` leaves out what is promised for a later day.
    """
    mine = _departments(user)
    today = local_date(at)
    changes = (
        Change.objects.planned()
        .filter(Q(department__in=mine) | Q(hearing__department__in=mine))
        .select_related("department", "hearing__department")
        .order_by("due_on", "pk")
    )
    if due_by:
        changes = changes.filter(due_on__lte=due_by)
    return [
        OpenChange(
            change,
            days_over=max((today - change.due_on).days, 0),
            may_plan=change.hearing.department_id in mine,
        )
        for change in changes
    ]
