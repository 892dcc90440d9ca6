"""What hearings bring to the calendar: openings, deadlines, meetings without sign-up."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.translation import gettext as _

from city.models import Area
from core.calendar import CalendarEntry
from core.clock import format_time
from hearings.models import Hearing, HearingMeeting
from hearings.models.hearing_lists import HearingQuerySet

OPENING, DEADLINE, MEETING = "opening", "deadline", "meeting"


def calendar_entries(*, at: datetime) -> list[CalendarEntry]:
    """Return what is still to come in the hearings that are running."""
    return [*_openings(at), *_deadlines(at), *_meetings(at)]


def _openings(at: datetime) -> list[CalendarEntry]:
    return [
        CalendarEntry(
            at=hearing.opens_at,
            kind=_("Høring åbner"),
            title=hearing.title,
            url=hearing.get_absolute_url(),
            way="democracy",
            whole_day=True,
        )
        for hearing in Hearing.objects.coming(at)
    ]


def _deadlines(at: datetime) -> list[CalendarEntry]:
    running = Hearing.objects.running().filter(closes_at__gt=at)
    return [
        CalendarEntry(
            at=hearing.closes_at - timedelta(minutes=1),
            kind=_("Frist for at svare"),
            title=hearing.title,
            url=hearing.get_absolute_url(),
            way="democracy",
            detail=_("Hele dagen er med."),
            whole_day=True,
        )
        for hearing in running
    ]


def _meetings(at: datetime) -> list[CalendarEntry]:
    meetings = HearingMeeting.objects.filter(
        hearing__in=Hearing.objects.running(), ends_at__gt=at
    ).select_related("hearing")
    return [
        CalendarEntry(
            at=meeting.starts_at,
            kind=_("Møde"),
            title=_("%(meeting)s: %(hearing)s")
            % {"meeting": meeting.title, "hearing": meeting.hearing.title},
            url=meeting.hearing.get_absolute_url(),
            way="democracy",
            detail=_("%(start)s til %(end)s. %(place)s")
            % {
                "start": format_time(meeting.starts_at),
                "end": format_time(meeting.ends_at).removeprefix("kl. "),
                "place": meeting.place,
            },
        )
        for meeting in meetings
    ]


def soon(
    *, at: datetime, until: datetime, area: Area | None = None, limit: int
) -> list[CalendarEntry]:
    """Return what happens first before `until`, with one question to the database.

    A deadline at `until` itself counts: its last day is the day before.
    """
    running = Hearing.objects.running().concerning(area)
    rows = (
        _moments(running.filter(opens_at__gt=at, opens_at__lt=until), OPENING, "opens_at")
        .union(
            _moments(running.filter(closes_at__gt=at, closes_at__lte=until), DEADLINE, "closes_at"),
            _meeting_moments(running, at, until),
        )
        .order_by("moment", "number", "what")
    )
    return [_entry(row) for row in rows[:limit]]


def _moments(hearings: HearingQuerySet, what: str, column: str) -> QuerySet:
    nothing = Value("", output_field=CharField())
    return hearings.order_by().values(
        what=Value(what), moment=F(column), number=F("pk"), name=F("title"), meeting=nothing
    )


def _meeting_moments(hearings: HearingQuerySet, at: datetime, until: datetime) -> QuerySet:
    meetings = HearingMeeting.objects.filter(
        Q(hearing__in=hearings.order_by().values("pk")), starts_at__gt=at, starts_at__lt=until
    )
    return meetings.order_by().values(
        what=Value(MEETING),
        moment=F("starts_at"),
        number=F("hearing_id"),
        name=F("hearing__title"),
        meeting=F("title"),
    )


def _entry(row: dict[str, Any]) -> CalendarEntry:
    hearing = Hearing(pk=row["number"], title=row["name"])
    kinds = {OPENING: _("Høring åbner"), DEADLINE: _("Sidste dag at svare"), MEETING: _("Møde")}
    is_deadline = row["what"] == DEADLINE
    return CalendarEntry(
        at=row["moment"] - timedelta(minutes=1) if is_deadline else row["moment"],
        kind=row["meeting"] or kinds[row["what"]],
        title=row["name"],
        url=hearing.get_absolute_url(),
        way="democracy",
        whole_day=row["what"] != MEETING,
    )
