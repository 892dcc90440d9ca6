"""Calendar files (iCalendar, RFC 5545): the frame around what an app puts into them."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Component

from core.clock import local_date

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_with(components: Iterable[Component], *moments: datetime) -> bytes:
    """Return the file; `moments` are the first and the last that matter in it.

    Only the years around them describe Europe/Copenhagen: without them the file would hold the
    clock since 1970.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.AUTHORITY_NAME}//{settings.SITE_NAME}//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for component in components:
        calendar.add_component(component)
    years = [local_date(moment).year for moment in moments]
    calendar.add_missing_timezones(
        first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 1, 12, 31)
    )
    return calendar.to_ical()


def uid_of(name: str) -> str:
    """Return the name under which calendars know a thing for ever: it must never change."""
    return f"{name}@{urlsplit(settings.SITE_URL).hostname}"
