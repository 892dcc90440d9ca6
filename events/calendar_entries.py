"""What events bring to the calendar: those of subjects above, and those that stand alone."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Component

from core.calendar import Asked, CalendarEntry, Sort
from core.owners import with_owners
from events.headed import titles_of
from events.hours import hours_of
from events.ics import component_of, with_changes
from events.models import Event, EventQuerySet

MEETINGS = (Event.Kind.MEETING, Event.Kind.CITIZENS_MEETING)


def calendar_entries(asked: Asked) -> list[CalendarEntry]:
    """Return what is on in a stretch of time, with what was cancelled; the subject once."""
    events = list(with_owners(events_of(asked)))
    titles = titles_of(events)
    return [_entry(event, titles[event.pk]) for event in events]


def calendar_components(asked: Asked) -> list[Component]:
    """Return the same for a calendar that follows ours, under the names of the single files."""
    rows: Any = with_owners(events_of(asked))
    events = list(with_changes(rows))
    titles = titles_of(events)
    found: list[Component] = []
    for event in events:
        component = component_of(event)
        component.pop("summary")
        component.add("summary", titles[event.pk])
        found.append(component)
    return found


def events_of(asked: Asked) -> EventQuerySet:
    """Return the published events that a person may see."""
    rows = Event.objects.published().listed().visible_to(asked.person)
    rows = rows.filter(starts_at__lt=asked.until, ends_at__gt=asked.since)
    if not asked.wants(Sort.MEETINGS):
        rows = rows.exclude(kind__in=MEETINGS)
    if not asked.wants(Sort.EVENTS):
        rows = rows.filter(kind__in=MEETINGS)
    if asked.events_of_body is not None:
        rows = rows.filter(asked.events_of_body)
    found: EventQuerySet = asked.concerning(rows)
    return found.none() if asked.sort == Sort.DEADLINES else found


def _entry(event: Event, title: str) -> CalendarEntry:
    return CalendarEntry(
        at=event.starts_at,
        kind=capfirst(str(event.get_kind_display())),
        title=title,
        url=event.get_absolute_url(),
        way="democracy",
        detail=_("%(hours)s. %(place)s") % {"hours": hours_of(event), "place": event.where},
        ends_at=event.ends_at,
        is_cancelled=event.is_cancelled,
    )
