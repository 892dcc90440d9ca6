"""Recommendations that wait for an answer or a status: three questions, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import end_of_day, local_date, start_of_day
from core.duties import Duty
from councils.models import Body, Recommendation
from councils.models.recommendation import RecommendationQuerySet

if TYPE_CHECKING:
    from accounts.models import User

SOON = timedelta(days=14)


def duties_of(user: User, at: datetime) -> Iterator[Duty]:
    """Return what waits for the secretaries of the bodies that were advised."""
    served = Body.objects.served_by(user).values("pk")
    mine = Recommendation.objects.filter(addressed_to__in=served).select_related("body")
    yield from _unanswered(mine, at)
    yield from _without_status(mine, at)


def _unanswered(mine: RecommendationQuerySet, at: datetime) -> Iterator[Duty]:
    for row in mine.unanswered():
        yield Duty(
            title=_("Svar på anbefalingen: %(title)s") % {"title": row.title},
            url=reverse("councils:recommendation_answer", args=[row.pk]),
            text=_("Fra %(body)s. Alle kan se, at den venter.") % {"body": row.body},
            deadline=_last_minute(row.answer_due_on),
            is_overdue=row.answer_due_on is not None and row.answer_due_on < local_date(at),
            waits_since=start_of_day(row.made_on),
        )


def _without_status(mine: RecommendationQuerySet, at: datetime) -> Iterator[Duty]:
    today = local_date(at)
    for row in mine.status_due(today + SOON):
        yield Duty(
            title=_("Skriv status på anbefalingen: %(title)s") % {"title": row.title},
            url=reverse("councils:recommendation_status", args=[row.pk]),
            text=_("Fra %(body)s. Der skal status hvert halve år, til den er gennemført.")
            % {"body": row.body},
            deadline=_last_minute(row.status_due_on),
            is_overdue=row.status_due_on is not None and row.status_due_on < today,
        )


def _last_minute(day: date | None) -> datetime | None:
    return end_of_day(day) - timedelta(minutes=1) if day else None
