"""A hearing as a calendar file: the last day to answer, and the meetings."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event

from core.calendar_files import CONTENT_TYPE, calendar_with, uid_of
from core.clock import local
from hearings.models import Hearing, HearingMeeting

__all__ = ["CONTENT_TYPE", "address_of", "calendar_of"]


def calendar_of(hearing: Hearing) -> bytes:
    """Return the file. The same hearing gives the same bytes until something about it changes.

    Reads `extensions.all()` and `meetings.all()`, so that a page may prefetch them.
    """
    meetings = [_meeting(hearing, meeting) for meeting in hearing.meetings.all()]
    return calendar_with([_deadline(hearing), *meetings], hearing.opens_at, hearing.closes_at)


def _deadline(hearing: Hearing) -> Event:
    """The deadline as a whole day: it lasts to midnight."""
    event = _event(hearing, f"deadline-{hearing.number}")
    event.add("summary", _("Sidste frist: %(title)s") % {"title": hearing.title})
    event.add(
        "description",
        _("Sidste dag at svare på høringen. Hele dagen er med. Svar her: %(url)s")
        % {"url": address_of(hearing)},
    )
    event.add("dtstart", hearing.last_day)
    event.add("dtend", hearing.last_day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _meeting(hearing: Hearing, meeting: HearingMeeting) -> Event:
    event = _event(hearing, f"meeting-{meeting.pk}")
    event.add("summary", f"{meeting.title}: {hearing.title}")
    event.add("description", "\n".join(filter(None, [meeting.text, address_of(hearing)])))
    event.add("dtstart", local(meeting.starts_at))
    event.add("dtend", local(meeting.ends_at))
    event.add("location", meeting.place)
    return event


def _event(hearing: Hearing, name: str) -> Event:
    event = Event()
    event.add("uid", uid_of(f"hearing-{name}"))
    event.add("dtstamp", _changed_at(hearing))
    event.add("sequence", hearing.ics_sequence)
    event.add("status", _status(hearing))
    event.add("url", address_of(hearing))
    return event


def _status(hearing: Hearing) -> str:
    if hearing.status == Hearing.Status.WITHDRAWN:
        return "CANCELLED"
    return "CONFIRMED" if hearing.is_published else "TENTATIVE"


def _changed_at(hearing: Hearing) -> datetime:
    """The stamp of the file: not the clock, so that an unchanged file is the same file."""
    extended = [extension.at for extension in hearing.extensions.all()]
    return max([hearing.published_at or hearing.created_at, *extended]).astimezone(UTC)


def address_of(hearing: Hearing) -> str:
    return f"{settings.SITE_URL}{hearing.get_absolute_url()}"
