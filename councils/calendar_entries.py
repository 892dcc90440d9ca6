"""What bodies bring to the calendar: elections and calls. Their meetings are events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Event as Component

from core.calendar import Asked, CalendarEntry, Sort
from core.calendar_files import uid_of
from core.clock import local_date
from councils.models import Call, Election

# Where a deadline is the midnight after its last day.
CLOSES = frozenset({"nominations_close_at", "voting_closes_at", "closes_at"})


def events_of_body(body: int) -> Q:
    """Return the condition that an event is a meeting of a body."""
    return Q(meeting__body=body)


def calendar_entries(asked: Asked) -> list[CalendarEntry]:
    """Return when one can stand, vote and apply for a seat: two questions."""
    if not asked.wants(Sort.DEADLINES):
        return []
    return [*_elections(asked), *_calls(asked)]


def calendar_components(asked: Asked) -> list[Component]:
    """Return the same days for a calendar that follows ours."""
    return [_component(entry) for entry in calendar_entries(asked)]


def _elections(asked: Asked) -> Iterator[CalendarEntry]:
    words = {
        "nominations_open_at": _("Man kan stille op"),
        "nominations_close_at": _("Sidste dag at stille op"),
        "voting_opens_at": _("Afstemningen begynder"),
        "voting_closes_at": _("Sidste dag at stemme"),
    }
    shown = Election.objects.visible_to(None).exclude(status=Election.Status.CALLED_OFF)
    for election in _narrowed(shown, asked, words):
        is_contested = election.status != Election.Status.UNCONTESTED
        for name, kind in words.items():
            if is_contested or name.startswith("nominations"):
                yield from _within(asked, election, name, kind)


def _calls(asked: Asked) -> Iterator[CalendarEntry]:
    words = {"opens_at": _("Man kan søge en plads"), "closes_at": _("Sidste dag at søge en plads")}
    shown = Call.objects.visible_to(None).exclude(status=Call.Status.WITHDRAWN)
    for call in _narrowed(shown, asked, words):
        for name, kind in words.items():
            yield from _within(asked, call, name, kind)


def _narrowed(rows: Any, asked: Asked, names: Iterable[str]) -> Any:
    """Return the rows of which something falls into the stretch, of the body, area and topic."""
    within = Q()
    for name in names:
        within |= Q(**{f"{name}__gte": asked.since, f"{name}__lte": asked.until})
    rows = rows.filter(within)
    if asked.body:
        rows = rows.filter(body=asked.body)
    if asked.area:
        rows = rows.filter(Q(body__areas=asked.area) | Q(body__areas=None))
    return rows.filter(body__topics=asked.topic) if asked.topic else rows


def _within(asked: Asked, row: Any, name: str, kind: str) -> Iterator[CalendarEntry]:
    moment: datetime = getattr(row, name)
    if name in CLOSES:
        moment -= timedelta(minutes=1)
    if asked.since <= moment < asked.until:
        yield CalendarEntry(
            uid=f"{row._meta.model_name}-{row.pk}-{name.removesuffix('_at').replace('_', '-')}",
            changed_at=row.published_at or row.created_at,
            at=moment,
            kind=kind,
            title=row.title,
            url=row.get_absolute_url(),
            way="democracy",
            whole_day=True,
        )


def _component(entry: CalendarEntry) -> Component:
    day = local_date(entry.at)
    component = Component()
    component.add("uid", uid_of(entry.uid))
    component.add("dtstamp", (entry.changed_at or entry.at).astimezone(UTC))
    component.add("summary", f"{entry.kind}: {entry.title}")
    component.add("dtstart", day)
    component.add("dtend", day + timedelta(days=1))
    component.add("transp", "TRANSPARENT")
    component.add("url", f"{settings.SITE_URL}{entry.url}")
    return component
