"""What somebody has a seat for as one calendar file: the days and the chosen sessions."""

from __future__ import annotations

from collections.abc import Sequence

from core.calendar_files import calendar_with
from events.ics import component_of, with_changes
from events.models import Event, Registration
from seminars.booking import Place


def calendar_of(places: Sequence[Place]) -> bytes:
    """Return the file; the events keep the names and numbers that calendars know them by."""
    status = Registration.Status.CONFIRMED
    keys = {place.event.pk for place in places if place.registration.status == status}
    for place in places:
        keys |= {each.session.event_id for each in place.sessions if each.is_seated}
    # Who has no seat yet, or none any more, still has the days to look at.
    keys = keys or {place.event.pk for place in places}
    events = with_changes(Event.objects.filter(pk__in=keys)).order_by("starts_at", "pk")
    rows = list(events)
    components = [component_of(event, is_registered=True) for event in rows]
    return calendar_with(components, rows[0].starts_at, max(event.ends_at for event in rows))
