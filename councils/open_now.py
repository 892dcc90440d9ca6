"""What citizens can apply for or stand for right now, for the front page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from city.models import Area
from councils.models import Call, Election
from councils.seat_rows import open_calls, open_elections


def open_now(*, at: datetime, limit: int, area: Area | None = None) -> list[dict[str, Any]]:
    """Return open calls and nominations as rows of components/open_list.html, soonest first.

    Two questions. With an area: those of bodies in it, and of bodies of the whole town.
    """
    calls = Call.objects.open(at).filter(body__is_published=True)
    elections = Election.objects.nominating(at).filter(body__is_published=True)
    if area is not None:
        calls, elections = calls.near(area), elections.near(area)
    rows = [
        *open_calls(calls.select_related("body").order_by("closes_at", "pk")[:limit], at=at),
        *open_elections(
            elections.select_related("body").order_by("nominations_close_at", "pk")[:limit], at=at
        ),
    ]
    return sorted(rows, key=lambda row: row["last_day"])[:limit]
