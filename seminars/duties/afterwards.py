"""What waits after a seminar: a status on a conclusion, words to read, the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import departments_of
from core.clock import end_of_day, local_date
from core.duties import Duty
from seminars.models import STAFF_WHO_RUN_SEMINARS, Conclusion, EvaluationText, Seminar
from seminars.models.seminar import SeminarQuerySet

if TYPE_CHECKING:
    from accounts.models import User

SOON = timedelta(days=14)
# After so long everybody has forgotten what the report should say.
REPORT_WITHIN = timedelta(days=60)


def duties_of(user: User, at: datetime) -> Iterable[Duty]:
    """Return what waits: three questions, however much there is."""
    mine = Seminar.objects.run_by(user)
    yield from _statuses(user, at)
    yield from _texts(mine)
    yield from _reports(mine, at)


def _statuses(user: User, at: datetime) -> Iterable[Duty]:
    today = local_date(at)
    departments = departments_of(user, *STAFF_WHO_RUN_SEMINARS).values("pk")
    due = Conclusion.objects.status_due(today + SOON).filter(department__in=departments)
    for row in due.select_related("seminar").order_by("status_due_on", "pk"):
        if row.status_due_on is None:
            continue
        yield Duty(
            title=_("Gør status på konklusionen: %(text)s") % {"text": row.text},
            url=reverse("admin:seminars_seminar_status", args=[row.seminar_id, row.pk]),
            text=_("Fra seminaret »%(title)s«. Der skal status hvert halve år, til den er lukket.")
            % {"title": row.seminar.title},
            deadline=end_of_day(row.status_due_on) - timedelta(minutes=1),
            is_overdue=row.status_due_on < today,
        )


def _texts(mine: SeminarQuerySet) -> Iterable[Duty]:
    new = Q(texts__state=EvaluationText.State.NEW)
    for row in mine.annotate(unread=Count("texts", filter=new)).filter(unread__gt=0):
        yield Duty(
            title=_("Læs, hvad deltagerne skrev om »%(title)s«") % {"title": row.title},
            url=reverse("admin:seminars_seminar_texts", args=[row.pk]),
            text=_("De bliver først vist, når I har set, at de ikke nævner nogen."),
            waits_since=row.asked_at,
        )


def _reports(mine: SeminarQuerySet, at: datetime) -> Iterable[Duty]:
    late = mine.held(at - REPORT_WITHIN).filter(report_published_at=None)
    for row in late.order_by("last_day_ends_at"):
        yield Duty(
            title=_("Skriv rapporten om »%(title)s«") % {"title": row.title},
            url=reverse("admin:seminars_seminar_report", args=[row.pk]),
            text=_("Seminaret er holdt for mere end to måneder siden."),
            waits_since=row.last_day_ends_at,
        )
