"""What the front page shows: what is open, what people say, what was decided."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.text import Truncator

from hearings.models import Hearing, Response
from hearings.published import face_of, shown_name
from hearings.rows import rows_of

ROWS = 4
VOICES = 3
DECISIONS = 3
EXCERPT = 180
_COUNTED = Count("responses", filter=~Q(responses__status=Response.Status.WITHDRAWN))


def open_rows(at: datetime) -> list[dict[str, Any]]:
    """Return the hearings that close first, as rows of components/open_list.html."""
    hearings = (
        Hearing.objects.open(at)
        .prefetch_related("kinds", "areas", "meetings")
        .order_by("closes_at", "pk")[:ROWS]
    )
    # The list of hearings draws the period under each row; here there is no room for it.
    return [{**row, "draws_period": False} for row in rows_of(hearings, at=at)]


def voices() -> list[dict[str, Any]]:
    """Return the newest answers that everybody may read, under the names people chose."""
    responses = (
        Response.objects.public()
        .select_related("hearing", "published_version", "area")
        .prefetch_related("published_version__redactions")
        .order_by("-approved_at", "-pk")[:VOICES]
    )
    return [
        {
            "response": response,
            "name": shown_name(response),
            "face": face_of(response),
            "excerpt": _excerpt(response),
            "at": response.received_at,
        }
        for response in responses
    ]


def _excerpt(response: Response) -> str:
    parts = response.published_version.public_parts()
    text = " ".join(words.strip() if words else "[…]" for words, _reason in parts)
    return Truncator(" ".join(text.split())).chars(EXCERPT)


def decisions() -> list[Hearing]:
    """Return the hearings decided last, with the number of answers."""
    decided = Hearing.objects.decided().annotate(answers=_COUNTED)
    return list(decided.order_by("-decided_on", "-pk")[:DECISIONS])


@dataclass(frozen=True)
class Overview:
    """How many hearings stand where, and when the front page becomes wrong."""

    open: int
    coming: int
    closed: int
    changes_at: list[datetime]


def overview(at: datetime) -> Overview:
    """Ask once for all that is running: it is never more than a few dozen."""
    running = list(Hearing.objects.running().only("status", "opens_at", "closes_at"))
    stages = Counter(hearing.stage(at) for hearing in running)
    moments = [moment for hearing in running for moment in (hearing.opens_at, hearing.closes_at)]
    return Overview(
        open=stages[Hearing.Stage.OPEN],
        coming=stages[Hearing.Stage.COMING],
        closed=stages[Hearing.Stage.CLOSED],
        changes_at=sorted(moment for moment in moments if moment > at),
    )
