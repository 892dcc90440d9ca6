"""What a seminar tells: lessons and focus projects since the last one, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from projects.models import FocusDesignation, Lesson, Project
from seminars.models import Seminar, SeminarEvent, SeminarFocus, SeminarLesson
from seminars.services.history import record
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Collected:
    """How many were added."""

    lessons: int
    focus_projects: int


@transaction.atomic
def collect(seminar: Seminar, *, by: User | None, at: datetime) -> Collected:
    """Add what has come since the last seminar and is not there yet; nothing is taken away."""
    seminar = locked_seminar(seminar.pk)
    lessons, focus = _lessons_since(seminar, at), _focus_since(seminar, at)
    SeminarLesson.objects.bulk_create(
        SeminarLesson(seminar=seminar, lesson=row)
        for row in lessons.exclude(told_at__seminar=seminar)
    )
    SeminarFocus.objects.bulk_create(
        SeminarFocus(seminar=seminar, designation=row)
        for row in focus.exclude(told_at__seminar=seminar)
    )
    after = Collected(seminar.lessons.count(), seminar.focus_projects.count())
    note = f"{after.lessons} + {after.focus_projects}"
    record(seminar, SeminarEvent.Action.COLLECTED, by=by, at=at, note=note)
    return after


def _since(seminar: Seminar, at: datetime) -> datetime | None:
    """Return when the last one before it was over."""
    before = seminar.last_day_ends_at or at
    last = Seminar.objects.held(min(before, at)).exclude(pk=seminar.pk)
    found = last.order_by("-last_day_ends_at").first()
    return found.last_day_ends_at if found else None


def _lessons_since(seminar: Seminar, at: datetime) -> QuerySet[Lesson]:
    rows = Lesson.objects.filter(project__in=Project.objects.published().order_by().values("pk"))
    since = _since(seminar, at)
    return (rows.filter(written_at__gt=since) if since else rows).order_by("written_at", "pk")


def _focus_since(seminar: Seminar, at: datetime) -> QuerySet[FocusDesignation]:
    rows = FocusDesignation.objects.standing()
    since = _since(seminar, at)
    return (rows.filter(at__gt=since) if since else rows).order_by("decided_on", "pk")
