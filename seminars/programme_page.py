"""What a seminar's page says: its day, its programme in order, and what other parts add."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.showing import section_of
from core.clock import format_time, local_date
from core.spoken import spoken_span
from seminars.beside import Panel, panels
from seminars.models import Seminar, SeminarDay, Session, Speaker
from seminars.structured_data import of_seminar

if TYPE_CHECKING:
    from accounts.models import User

# From this length on, the practical words have a page of their own.
LONG_TEXT = 900


@dataclass(frozen=True)
class ShownSession:
    """A session as the programme has it. `seats` says in words what is left, "" without limit."""

    session: Session
    kind: str
    span: str
    seats: str
    is_full: bool
    speakers: Sequence[Speaker]
    is_break: bool


@dataclass
class Slot:
    """What begins at one moment, side by side."""

    starts_at: datetime
    clock: str
    sessions: list[ShownSession] = field(default_factory=list)


@dataclass
class ShownDay:
    day: SeminarDay
    on: date
    when: str
    slots: list[Slot]
    has_tracks: bool


def with_everything():
    """Return the seminars with what their page asks along."""
    return Seminar.objects.select_related("department", "thread", "feed").prefetch_related("topics")


def days_of(seminar: Seminar, at: datetime) -> list[ShownDay]:
    """Return the programme: three questions, however many sessions there are."""
    sessions = list(
        seminar.sessions.in_order().prefetch_related(Prefetch("speakers", Speaker.objects.all()))
    )
    for session in sessions:
        session.seminar = seminar
    by_day: dict[int, list[Session]] = {}
    for session in sessions:
        by_day.setdefault(session.day_id, []).append(session)
    return [
        _day(day, by_day.get(day.pk, []), at)
        for day in seminar.days.select_related("event").order_by("event__starts_at", "pk")
    ]


def shown(session: Session) -> ShownSession:
    event = session.event
    is_full = event.takes_sign_up and event.free is not None and event.free <= 0
    return ShownSession(
        session=session,
        kind=capfirst(str(session.get_kind_display())),
        span=span_of(session),
        seats=seats_of(session),
        is_full=is_full,
        speakers=list(session.speakers.all()),
        is_break=session.kind == Session.Kind.BREAK,
    )


def span_of(session: Session) -> str:
    """Return "kl. 9.15-10.00"."""
    starts, ends = format_time(session.event.starts_at), format_time(session.event.ends_at)
    return _("%(start)s–%(end)s") % {"start": starts, "end": ends.removeprefix("kl. ")}


def seats_of(session: Session) -> str:
    """Say how many seats are left where they are few."""
    event = session.event
    if not event.takes_sign_up or event.free is None or not event.is_coming():
        return ""
    if event.free <= 0:
        told = ngettext(
            "Den ene plads er taget. Der er venteliste.",
            "Alle %(n)d pladser er taget. Der er venteliste.",
            event.capacity or 0,
        )
        return told % {"n": event.capacity}
    return ngettext(
        "%(n)d plads tilbage af %(all)d", "%(n)d pladser tilbage af %(all)d", event.free
    ) % {"n": event.free, "all": event.capacity}


def context_of(seminar: Seminar, *, person: User | None, at: datetime) -> dict[str, Any]:
    """Return all of the page: a constant number of questions, and those of the panels."""
    days = days_of(seminar, at)
    found = panels(seminar, person, at)
    is_long = len(seminar.practical) > LONG_TEXT
    return {
        "seminar": seminar,
        "at": at,
        "label": label_of(seminar, at),
        "days": days,
        "place": place_of(days),
        "is_held": seminar.is_held(at),
        "has_programme": any(day.slots for day in days),
        "is_run_by": person is not None and seminar.is_run_by(person),
        "sign_up_url": sign_up_url_of(seminar, days, at),
        "facts": facts_of(seminar, days),
        "tools": tools_of(seminar, days),
        "practical": "" if is_long else seminar.practical,
        "practical_url": _page(seminar, "practical") if is_long else "",
        "conversation": section_of(seminar.thread, seminar, at=at),
        "structured": of_seminar(seminar, [day.day for day in days]),
        **in_places(found),
    }


def sign_up_url_of(seminar: Seminar, days: Sequence[ShownDay], at: datetime) -> str:
    """Return where one signs up, while that is possible for a day."""
    is_open = any(day.day.event.takes_registrations(at) for day in days)
    return reverse("seminars:sign_up", args=[seminar.pk, seminar.slug]) if is_open else ""


def label_of(seminar: Seminar, at: datetime) -> str:
    if seminar.is_cancelled:
        return _("Seminar, aflyst")
    return _("Seminar, holdt") if seminar.is_held(at) else _("Seminar")


def place_of(days: Sequence[ShownDay]) -> str:
    """Return the place, where all days have one and the same."""
    places = {day.day.event.where for day in days}
    return places.pop() if len(places) == 1 else ""


def facts_of(seminar: Seminar, days: Sequence[ShownDay]) -> list[dict[str, Any]]:
    return [
        {"label": _("Hvornår"), "lines": [day.when for day in days]},
        {"label": _("Hvor"), "lines": list(dict.fromkeys(day.day.event.where for day in days)),
         "content": True},
        {"label": _("Pladser"), "value": _capacity(days)},
        {"label": _("Pris"), "value": _("Gratis")},
        {"label": _("Emner"), "value": ", ".join(str(topic) for topic in seminar.topics.all()),
         "content": True},
        {"label": _("Holdes af"), "value": str(seminar.department), "content": True},
        {"label": _("Spørgsmål"), "value": seminar.contact, "content": True},
    ]  # fmt: skip


def tools_of(seminar: Seminar, days: Sequence[ShownDay]) -> list[dict[str, str]]:
    tools = [{"icon": "print", "text": _("Program til print"), "url": _page(seminar, "print")}]
    tools += [
        {
            "icon": "calendar-month",
            "text": _("Læg dagen i kalenderen"),
            "url": reverse("events:ics", args=[day.day.event_id, day.day.event.slug]),
        }
        for day in days[:1]
    ]
    return [*tools, {"icon": "file", "text": _("Plakat"), "url": _page(seminar, "poster")}]


def in_places(found: Sequence[Panel]) -> dict[str, list[Panel]]:
    return {
        "panels": [panel for panel in found if not panel.is_aside],
        "aside_panels": [panel for panel in found if panel.is_aside],
    }


def accessible_of(seminar: Seminar) -> list[str]:
    """Return what is there for who hears, sees or walks badly, as words."""
    names = ("has_hearing_loop", "has_interpreter", "has_lift")
    return [
        capfirst(str(Seminar._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        for name in names
        if getattr(seminar, name)
    ]


def _day(day: SeminarDay, sessions: Iterable[Session], at: datetime) -> ShownDay:
    rows = list(sessions)
    slots = [
        Slot(starts_at, format_time(starts_at), [shown(session) for session in group])
        for starts_at, group in groupby(rows, key=lambda session: session.event.starts_at)
    ]
    return ShownDay(
        day=day,
        on=local_date(day.event.starts_at),
        when=capfirst(spoken_span(day.event.starts_at, day.event.ends_at, at)),
        slots=slots,
        has_tracks=any(session.track_id for session in rows),
    )


def _capacity(days: Sequence[ShownDay]) -> str:
    known = {day.day.event.capacity for day in days}
    return ", ".join(str(number) for number in known if number)


def _page(seminar: Seminar, name: str) -> str:
    return reverse(f"seminars:{name}", args=[seminar.pk, seminar.slug])
