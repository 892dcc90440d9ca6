"""What the front page shows: what is open, what people say, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DateTimeField, Min, Q, QuerySet, Value
from django.utils.text import Truncator

from city.models import Area
from core.calendar import CalendarEntry
from core.clock import end_of_day, local_date
from hearings.calendar_entries import soon
from hearings.models import Hearing, Response
from hearings.published import face_of, shown_name
from hearings.rows import rows_of
from information.models import News, Plan, Right
from projects.front import counted_for_focus
from projects.models import Problem, Project
from seminars.rhythm import counted_for_rhythm

ROWS = 4
WEEK = timedelta(days=6)
WEEK_ROWS = 6
NEWS = 3
COUNTED = (
    "open",
    "coming",
    "closed",
    "answered",
    "cases",
    "plans",
    "rights",
    "news",
    "projects",
    "problems",
)
VOICES = 3
DECISIONS = 3
EXCERPT = 180
_COUNTED = Count("responses", filter=~Q(responses__status=Response.Status.WITHDRAWN))


def open_rows(at: datetime, area: Area | None = None) -> list[dict[str, Any]]:
    """Return the hearings that close first, as rows of components/open_list.html."""
    hearings = (
        Hearing.objects.open(at)
        .concerning(area)
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


def this_week(at: datetime, area: Area | None = None) -> list[CalendarEntry]:
    """Return the deadlines, openings and meetings of the next seven days."""
    return soon(at=at, until=end_of_day(local_date(at) + WEEK), area=area, limit=WEEK_ROWS)


def newest_news(at: datetime, area: Area | None = None) -> list[News]:
    return list(News.objects.public(at).concerning(area)[:NEWS])


def chosen_area(areas: Iterable[Area], slug: str) -> Area | None:
    """Return the area that the address names; one that does not exist is no choice."""
    return next((area for area in areas if area.slug == slug), None)


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
    """How much there is of everything, and when the front page becomes wrong."""

    counts: dict[str, int]
    changes_at: list[datetime]


def overview(at: datetime) -> Overview:
    """Count with one question what stands behind the doors; nothing hidden is counted."""
    hearings = Hearing.objects
    counted = [
        _counted("open", hearings.open(at), Min("closes_at")),
        _counted("coming", hearings.coming(at), Min("opens_at")),
        _counted("closed", hearings.closed(at)),
        _counted("answered", hearings.answered(at)),
        _counted("cases", hearings.published()),
        _counted("plans", Plan.objects.public(at)),
        _counted("rights", Right.objects.public(at)),
        _counted("news", News.objects.public(at)),
        _counted("projects", Project.objects.active()),
        _counted("problems", Problem.objects.public().filter(answer=Problem.Answer.NONE)),
        _counted("next_news", News.objects.scheduled(at), Min("public_from")),
        *(_counted(name, found) for name, found in counted_for_focus(at).items()),
        *(_counted(name, found) for name, found in counted_for_rhythm(at).items()),
    ]
    rows = list(counted[0].union(*counted[1:], all=True))
    counts = dict.fromkeys(COUNTED, 0) | {row["counted"]: row["number"] for row in rows}
    counts["in_register"] = counts["cases"] + counts["plans"]
    return Overview(
        counts=counts,
        changes_at=sorted(row["moment"] for row in rows if row["moment"]),
    )


def _counted(what: str, rows: QuerySet, moment: Aggregate | None = None) -> QuerySet:
    """Return one row: how many there are, and the next moment at which that changes."""
    nothing = Value(None, output_field=DateTimeField())
    grouped = rows.order_by().annotate(counted=Value(what)).values("counted")
    return grouped.annotate(number=Count("pk"), moment=moment or nothing).values(
        "counted", "number", "moment"
    )
