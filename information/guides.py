""" "Hvad kan jeg gøre ved …": what is open or was decided right now, from the hearings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hearings.open_now import decided_lately, open_now
from information.models import Guide

MOST = 5


def live_rows(guide: Guide, *, at: datetime) -> list[dict[str, Any]]:
    """Return rows of components/open_list.html about the guide's topics and kinds of hearing.

    Reads `topics.all()` and `hearing_kinds.all()`, so that a page may fetch them beforehand.
    """
    topics, kinds = guide.topics.all(), guide.hearing_kinds.all()
    if guide.shows == Guide.Shows.DECIDED:
        rows = decided_lately(topics=topics, at=at, limit=MOST)
    else:
        rows = open_now(topics=topics, kinds=kinds, at=at, limit=MOST)
    return [{**row, "draws_period": False} for row in rows]
