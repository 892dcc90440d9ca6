""" "Hvad kan jeg gøre ved …": what is open or was decided right now, from the hearings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from hearings.models import Hearing
from hearings.rows import rows_of
from information.models import Guide

MOST = 5


def live_rows(guide: Guide, *, at: datetime) -> list[dict[str, Any]]:
    """Return rows of components/open_list.html about the guide's topics and kinds of hearing."""
    about = _about(guide)
    hearings = Hearing.objects.filter(about).distinct() if about else Hearing.objects.none()
    if guide.shows == Guide.Shows.DECIDED:
        found = hearings.decided().order_by("-decided_on", "-pk")
    else:
        found = hearings.open(at).order_by("closes_at", "pk")
    rows = rows_of(found.prefetch_related("kinds", "areas", "meetings")[:MOST], at=at)
    return [{**row, "draws_period": False} for row in rows]


def _about(guide: Guide) -> Q | None:
    """Return the hearings a guide is about, by topic or by kind; None is about nothing."""
    topics = [topic.pk for topic in guide.topics.all()]
    kinds = [kind.pk for kind in guide.hearing_kinds.all()]
    return Q(topics__in=topics) | Q(kinds__in=kinds) if topics or kinds else None
