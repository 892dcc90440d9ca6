"""What hearings bring to the calendar: openings and deadlines. Their meetings are events."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Component

from city.models import Area
from core.calendar import Asked, CalendarEntry, Sort
from events.models import Event
from hearings.calendars import deadline_of
from hearings.models import Hearing
from hearings.models.hearing_lists import HearingQuerySet

OPENING, DEADLINE, EVENT = "opening", "deadline", "event"


def calendar_entries(asked: Asked) -> list[CalendarEntry]:
    """Return the openings and the last days to answer in a stretch of time: one question."""
    if asked.body or not asked.wants(Sort.DEADLINES):
        return []
    opens, closes = opens_within(asked), closes_within(asked)
    hearings = shown(asked).filter(opens | closes).order_by()
    entries = []
    for hearing in hearings:
        if asked.since <= hearing.opens_at < asked.until:
            entries.append(_opening(hearing))
        if asked.since < hearing.closes_at <= asked.until:
            entries.append(_deadline(hearing))
    return entries


def calendar_components(asked: Asked) -> list[Component]:
    """Return the last days to answer, also of what was taken back: it is marked as cancelled."""
    if asked.body or not asked.wants(Sort.DEADLINES):
        return []
    hearings = asked.concerning(Hearing.objects.published()).filter(closes_within(asked))
    return [deadline_of(hearing) for hearing in hearings.prefetch_related("extensions")]


def shown(asked: Asked) -> HearingQuerySet:
    """Return the hearings that run or ran to their end, and concern what is asked for."""
    rows: HearingQuerySet = asked.concerning(Hearing.objects.running() | Hearing.objects.decided())
    return rows


def opens_within(asked: Asked) -> Q:
    return Q(opens_at__gte=asked.since, opens_at__lt=asked.until)


def closes_within(asked: Asked) -> Q:
    """A deadline at the end of the stretch counts: its last day is the day before."""
    return Q(closes_at__gt=asked.since, closes_at__lte=asked.until)


def _opening(hearing: Hearing) -> CalendarEntry:
    return CalendarEntry(
        at=hearing.opens_at,
        kind=_("Høring åbner"),
        title=hearing.title,
        url=hearing.get_absolute_url(),
        way="democracy",
        whole_day=True,
    )


def _deadline(hearing: Hearing) -> CalendarEntry:
    return CalendarEntry(
        at=hearing.closes_at - timedelta(minutes=1),
        kind=_("Frist for at svare"),
        title=hearing.title,
        url=hearing.get_absolute_url(),
        way="democracy",
        detail=_("Hele dagen er med."),
        whole_day=True,
    )


def soon(
    *, at: datetime, until: datetime, area: Area | None = None, limit: int
) -> list[CalendarEntry]:
    """Return what happens first before `until`, with one question to the database.

    A deadline at `until` itself counts: its last day is the day before. Events are all that
    everybody may see, whatever they belong to.
    """
    running = Hearing.objects.running().concerning(area)
    rows = (
        _moments(running.filter(opens_at__gt=at, opens_at__lt=until), OPENING, "opens_at")
        .union(
            _moments(running.filter(closes_at__gt=at, closes_at__lte=until), DEADLINE, "closes_at"),
            _event_moments(area, at, until),
        )
        .order_by("moment", "number", "what")
    )
    return [_entry(row) for row in rows[:limit]]


def _moments(hearings: HearingQuerySet, what: str, column: str) -> QuerySet:
    nothing = Value("", output_field=CharField())
    return hearings.order_by().values(
        what=Value(what),
        moment=F(column),
        number=F("pk"),
        name=F("title"),
        subject=nothing,
        sort=nothing,
    )


def _event_moments(area: Area | None, at: datetime, until: datetime) -> QuerySet:
    events = Event.objects.standing().visible_to(None)
    if area:
        events = events.filter(Q(areas=area) | Q(areas=None))
    nothing = Value("", output_field=CharField())
    return (
        events.filter(starts_at__gt=at, starts_at__lt=until)
        .order_by()
        .values(
            what=Value(EVENT),
            moment=F("starts_at"),
            number=F("pk"),
            name=F("title"),
            subject=Coalesce("hearing_meeting__hearing__title", nothing),
            sort=F("kind"),
        )
    )


def _entry(row: dict[str, Any]) -> CalendarEntry:
    if row["what"] == EVENT:
        return _event_entry(row)
    hearing = Hearing(pk=row["number"], title=row["name"])
    is_deadline = row["what"] == DEADLINE
    return CalendarEntry(
        at=row["moment"] - timedelta(minutes=1) if is_deadline else row["moment"],
        kind=_("Sidste dag at svare") if is_deadline else _("Høring åbner"),
        title=row["name"],
        url=hearing.get_absolute_url(),
        way="democracy",
        whole_day=True,
    )


def _event_entry(row: dict[str, Any]) -> CalendarEntry:
    """An event under its subject, "Åbent hus: Lokalplan 9.9"; alone, under what kind it is."""
    event = Event(pk=row["number"], title=row["name"], kind=row["sort"])
    return CalendarEntry(
        at=row["moment"],
        kind=row["name"] if row["subject"] else capfirst(str(event.get_kind_display())),
        title=row["subject"] or row["name"],
        url=event.get_absolute_url(),
        way="democracy",
    )
