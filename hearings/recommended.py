"""What bodies have recommended about a hearing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councils.models import Recommendation

if TYPE_CHECKING:
    from councils.models.recommendation import RecommendationQuerySet
    from hearings.models import Hearing


def recommendations_to(hearing: Hearing) -> RecommendationQuerySet:
    """Return the public recommendations that were made to a hearing, but those taken back."""
    made = Recommendation.objects.filter(hearing_links__hearing=hearing).visible_to(None)
    standing = made.exclude(status=Recommendation.Status.WITHDRAWN)
    return standing.select_related("body", "addressed_to").order_by("made_on", "pk")
