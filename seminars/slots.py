"""The sessions that one chooses between, by the time when they begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import format_date, format_time, local
from events.models import Registration
from seminars.booking import Chosen
from seminars.models import SeminarDay, Session

# The names of the fields begin so.
SLOT = "kl-"


@dataclass(frozen=True)
class Slot:
    """What begins at one time on one day."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    sessions: dict[str, Session]
    initial: str = ""

    def session_of(self, value: str) -> Session | None:
        return self.sessions.get(value)


@dataclass(frozen=True)
class DaySlots:
    day: SeminarDay
    slots: list[Slot] = field(default_factory=list)


def slots_of(
    days: Sequence[SeminarDay], at: datetime, *, chosen: Iterable[Chosen] = ()
) -> list[DaySlots]:
    """Return what can be chosen on these days, and what is chosen already: one question."""
    mine = {each.session.pk: each for each in chosen}
    waiting = Count(
        "event__registrations", filter=Q(event__registrations__status=Registration.Status.WAITING)
    )
    rows = Session.objects.filter(day__in=days, event__takes_sign_up=True)
    rows = rows.select_related("seminar", "day__event", "track").annotate(waiting=waiting)
    found = {day.pk: DaySlots(day) for day in days}
    by_time: dict[tuple[int, datetime], list[Session]] = {}
    for session in rows.in_order():
        if session.pk in mine or session.event.takes_registrations(at):
            by_time.setdefault((session.day_id, session.event.starts_at), []).append(session)
    for (day, starts_at), sessions in by_time.items():
        found[day].slots.append(_slot(day, starts_at, sessions, mine))
    return [day for day in found.values() if day.slots]


def day_label(day: SeminarDay, *, left: int | None) -> str:
    """Return a day as a choice: when, and what a newcomer can have."""
    return f"{format_date(day.event.starts_at)}: {_seats(left)}"


def _slot(day: int, starts_at: datetime, sessions: list[Session], mine: dict[int, Chosen]) -> Slot:
    return Slot(
        name=f"{SLOT}{day}-{local(starts_at):%Y%m%d%H%M}",
        label=_("Kl. %(clock)s") % {"clock": format_time(starts_at).removeprefix("kl. ")},
        choices=[(str(each.pk), _written(each, mine.get(each.pk))) for each in sessions],
        sessions={str(each.pk): each for each in sessions},
        initial=next((str(each.pk) for each in sessions if each.pk in mine), ""),
    )


def _written(session: Session, mine: Chosen | None) -> str:
    """Return a session as a choice: what, until when, where, and whether there are seats."""
    event = session.event
    text = _("%(title)s, til %(to)s, %(place)s: %(seats)s")
    left = 0 if getattr(session, "waiting", 0) else event.free
    return text % {
        "title": event.title,
        "to": format_time(event.ends_at),
        "place": event.where,
        "seats": mine.state if mine else _seats(left),
    }


def _seats(left: int | None) -> str:
    if left is None:
        return _("plads til alle")
    if not left:
        return _("alle pladser er taget, du kommer på venteliste")
    return ngettext("%(n)d ledig plads", "%(n)d ledige pladser", left) % {"n": left}
