"""A hearing as a calendar file: the last day to answer, and the meetings."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event as Component

from core.calendar_files import CONTENT_TYPE, calendar_with, uid_of
from events.ics import component_of, with_changes
from events.models import Event
from hearings.models import Hearing

__all__ = ["CONTENT_TYPE", "address_of", "calendar_of"]


def calendar_of(hearing: Hearing) -> bytes:
    """Return the file. The same hearing gives the same bytes until something about it changes.

    Reads `extensions.all()`, so that a page may prefetch them.
    """
    events = with_changes(Event.objects.filter(hearing_meeting__hearing=hearing))
    meetings = [_meeting(hearing, event) for event in events]
    return calendar_with([deadline_of(hearing), *meetings], hearing.opens_at, hearing.closes_at)


def deadline_of(hearing: Hearing) -> Component:
    """Return the deadline as a whole day: it lasts to midnight."""
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


def _meeting(hearing: Hearing, event: Event) -> Component:
    """The event itself, under the name that it has in every calendar."""
    component = component_of(event)
    component.pop("summary")
    component.add("summary", f"{event.title}: {hearing.title}")
    return component


def _event(hearing: Hearing, name: str) -> Component:
    event = Component()
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
