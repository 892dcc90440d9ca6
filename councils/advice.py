"""Recommendations as pages show them: how many were followed, and the course of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import local_date
from core.templatetags.dates import day_date
from councils.models import Recommendation
from councils.models.recommendation import RecommendationQuerySet

Status = Recommendation.Status


def stamp_of(recommendation: Recommendation) -> str:
    """Return what a form carries of the answer it was written from; "" when there was none."""
    answered_at = recommendation.answered_at
    return answered_at.isoformat() if answered_at else ""


@dataclass(frozen=True)
class Counts:
    """What became of the recommendations of a list."""

    waiting: int
    followed: int
    partly: int
    rejected: int
    done: int

    def rows(self) -> list[tuple[str, int]]:
        """Return what there is of each, in words."""
        told = [
            (_("venter på svar"), self.waiting),
            (_("følges"), self.followed),
            (_("følges delvist"), self.partly),
            (_("følges ikke"), self.rejected),
            (_("gennemført"), self.done),
        ]
        return [(label, count) for label, count in told if count]


def counts_of(rows: RecommendationQuerySet) -> Counts:
    """Count with one question; what is done is counted beside whether it was followed."""
    found = rows.order_by().aggregate(
        waiting=Count("pk", filter=Q(status=Status.SENT)),
        followed=Count("pk", filter=Q(status=Status.FOLLOWED)),
        partly=Count("pk", filter=Q(status=Status.PARTLY)),
        rejected=Count("pk", filter=Q(status=Status.REJECTED)),
        done=Count("pk", filter=Q(done_on__isnull=False)),
    )
    return Counts(**found)


def told_found(count: int) -> str:
    return ngettext("%(n)d anbefaling", "%(n)d anbefalinger", count) % {"n": count}


@dataclass(frozen=True)
class CourseStep:
    """One thing that happened, as components/timeline.html draws it."""

    title: str
    when: str
    text: str
    state: Literal["done", "now", ""]
    date: date | None = None
    url: str = ""
    content: Literal["", "text", "all"] = "text"


def course_of(row: Recommendation) -> list[CourseStep]:
    """Return the course of a recommendation: made, answered, each status, done.

    Reads `statuses.all()`, so that a page may prefetch them.
    """
    return [_made(row), *_answer(row), *_statuses(row), *_next(row)]


def _made(row: Recommendation) -> CourseStep:
    title = _("Sendt til %(body)s") % {"body": row.addressed_to}
    return CourseStep(title, day_date(row.made_on), "", "done", row.made_on)


def _answer(row: Recommendation) -> Iterator[CourseStep]:
    if row.status == Status.WITHDRAWN:
        yield CourseStep(_("Trukket tilbage"), "", "", "done")
    elif row.answered_at:
        title = _("Svaret: %(status)s") % {"status": row.get_status_display()}
        day = day_date(row.answered_at)
        yield CourseStep(title, day, row.reason, "done", local_date(row.answered_at))
    elif row.answer_due_on:
        day = _("senest %(day)s") % {"day": day_date(row.answer_due_on)}
        yield CourseStep(_("Svar ventes"), day, "", "now", row.answer_due_on)
    else:
        yield CourseStep(_("Svar ventes"), "", "", "now")


def _statuses(row: Recommendation) -> Iterator[CourseStep]:
    for status in reversed(row.statuses.all()):
        day = day_date(status.at)
        yield CourseStep(_("Status"), day, status.text, "done", local_date(status.at))


def _next(row: Recommendation) -> Iterator[CourseStep]:
    if row.done_on:
        yield CourseStep(_("Gennemført"), day_date(row.done_on), "", "done", row.done_on)
    elif row.is_unfinished and row.status_due_on:
        day = _("senest %(day)s") % {"day": day_date(row.status_due_on)}
        yield CourseStep(_("Næste status"), day, "", "now", row.status_due_on)
