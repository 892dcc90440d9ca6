"""All seminars that were held, with what they left; and the lessons that were told at them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from events.models import Registration
from seminars.models import Conclusion, Seminar
from seminars.models.seminar import SeminarQuerySet


def archive_rows(at: datetime) -> SeminarQuerySet:
    """Return them, the newest first, with their numbers: one question."""
    rows = Registration.objects.confirmed().filter(event__seminar_day__seminar=OuterRef("pk"))
    people = rows.order_by().values("event__seminar_day__seminar").annotate(n=Sum("people"))
    unfinished = Q(conclusions__state__in=Conclusion.UNFINISHED)
    return (
        Seminar.objects.held(at)
        .annotate(
            people=Subquery(people.values("n")),
            conclusion_count=Count("conclusions"),
            open_count=Count("conclusions", filter=unfinished),
        )
        .order_by("-last_day_ends_at", "-pk")
    )
