"""What recommendations give to the search: the advice and the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.clock import start_of_day
from core.search import SearchKind, SearchRow, SearchSource
from councils.models import Recommendation

if TYPE_CHECKING:
    from councils.models.recommendation import RecommendationQuerySet

RECOMMENDATION = SearchKind("anbefaling", _("Anbefaling"), _("Anbefalinger"), 45, "democracy")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="recommendation",
            kind=RECOMMENDATION,
            public=public_recommendations,
            rows=recommendation_rows,
            columns=(
                "title", "text", "reason", "status", "made_on", "answered_at",
                "body__name", "addressed_to__name",
            ),
            sets=("body__areas",),
        ),
    ]  # fmt: skip


def public_recommendations(_at: datetime) -> RecommendationQuerySet:
    public = Recommendation.objects.visible_to(None)
    return public.exclude(status=Recommendation.Status.WITHDRAWN)


def recommendation_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    found = public_recommendations(at).filter(pk__in=keys)
    rows = found.select_related("body", "addressed_to").prefetch_related("body__areas")
    return [_row(row) for row in rows]


def _row(row: Recommendation) -> SearchRow:
    return SearchRow(
        subject=row.pk,
        title=row.title,
        text="\n".join(filter(None, [row.text, row.reason])),
        keywords=f"{row.body} {row.addressed_to}",
        context=row.body.name,
        path=row.get_absolute_url(),
        at=row.answered_at or start_of_day(row.made_on),
        areas=tuple(area.pk for area in row.body.areas.all()),
    )
