"""What hearings bring to the calendar: openings, deadlines, meetings without sign-up."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from core.calendar import CalendarEntry
from core.clock import format_time
from hearings.models import Hearing, HearingMeeting


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
