"""What somebody signed up for in one go: the days, and what they have of each session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from core.clock import format_moment, format_time
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from seminars.models import Seminar, SeminarDay, Session, SessionChoice

Status = Registration.Status


@dataclass(frozen=True)
class Chosen:
    """A session as somebody has it: a seat, an offer, a place in line, or a wish."""

    session: Session
    registration: Registration | None
    number_in_line: int
    at: datetime

    @property
    def is_offered(self) -> bool:
        return self.registration is not None and self.registration.is_offered(self.at)

    @property
    def is_seated(self) -> bool:
        return self.registration is not None and self.registration.status == Status.CONFIRMED

    @property
    def state(self) -> str:
        """How it stands in a few words."""
        if self.session.event.is_cancelled:
            return _("aflyst")
        if self.registration is None:
            return _("ønsket, når du får en plads på dagen")
        if self.is_seated:
            return _("du har en plads")
        if self.registration.status == Status.WAITING:
            return _("du er nr. %(n)d på ventelisten") % {"n": self.number_in_line}
        if self.is_offered and self.registration.offer_expires_at:
            moment = format_moment(self.registration.offer_expires_at)
            return _("der er en plads til dig, svar senest %(moment)s") % {"moment": moment}
        return _("tilbuddet er udløbet")

    @property
    def line(self) -> str:
        """It in one line, for a mail and Min side."""
        event = self.session.event
        text = _("%(from)s til %(to)s: %(title)s, %(place)s (%(state)s)")
        return text % {
            "from": format_time(event.starts_at),
            "to": format_time(event.ends_at),
            "title": event.title,
            "place": event.where,
            "state": self.state,
        }


@dataclass(frozen=True)
class Place:
    """A day as somebody has it."""

    registration: Registration
    event: Event
    number_in_line: int
    at: datetime
    sessions: list[Chosen] = field(default_factory=list)
    # Whose speakers one can ask now, with the link of this day's seat.
    asked: list[Session] = field(default_factory=list)

    @property
    def is_offered(self) -> bool:
        return self.registration.is_offered(self.at)

    @property
    def may_be_changed(self) -> bool:
        return self.registration.may_be_changed(self.at)


def seminar_of(registration: Registration) -> Seminar | None:
    """Return the seminar that a registration is for a day of, None for any other."""
    day = SeminarDay.objects.filter(event=registration.event_id).select_related(
        "seminar__department"
    )
    found = day.first()
    return found.seminar if found else None


def booked_with(registration: Registration, seminar: Seminar) -> list[Registration]:
    """Return the days that were signed up for in the same form, this one among them.

    The same moment, name and mailbox: another form, by whoever else types that address, has
    another moment.
    """
    rows = Registration.objects.filter(
        event__seminar_day__seminar=seminar,
        created_at=registration.created_at,
        email_key=registration.email_key,
        name=registration.name,
        forgotten_at=None,
    )
    days = rows.select_related("event__department", "user")
    return list(days.order_by("event__starts_at", "pk"))


def places_of(rows: Sequence[Registration], at: datetime) -> list[Place]:
    """Return the days with their sessions: two questions, however many there are."""
    chosen = chosen_by(rows, at)
    numbers = _numbers_in_line(rows)
    return [
        Place(row, row.event, numbers.get(row.pk, 0), at, chosen.get(row.pk, [])) for row in rows
    ]


def with_asked(places: Sequence[Place], at: datetime) -> Sequence[Place]:
    """Add the sessions that who has a seat for the day can ask the speakers of: one question."""
    seated = {p.event.pk: p for p in places if p.registration.status == Status.CONFIRMED}
    rows = Session.objects.filter(takes_questions=True, day__event__in=list(seated))
    for session in rows.select_related("seminar", "day").in_order():
        if session.is_asked_at(at):
            seated[session.day.event_id].asked.append(session)
    return places


def chosen_by(rows: Iterable[Registration], at: datetime) -> dict[int, list[Chosen]]:
    """Return the sessions by the key of the day's registration, in the order of their times."""
    found: dict[int, list[Chosen]] = {}
    choices = SessionChoice.objects.kept().filter(place__in=[row.pk for row in rows])
    choices = choices.annotate(before=_before("registration")).select_related(
        "registration__event", "session__event", "session__seminar"
    )
    for choice in choices.order_by("session__event__starts_at", "pk"):
        line = (choice.before or 0) + 1
        chosen = Chosen(choice.session, choice.registration, line, at)
        found.setdefault(choice.place_id, []).append(chosen)
    return found


def _numbers_in_line(rows: Iterable[Registration]) -> dict[int, int]:
    waiting = [row.pk for row in rows if row.status == Status.WAITING]
    if not waiting:
        return {}
    counted = Registration.objects.filter(pk__in=waiting).annotate(before=_before())
    return {row.pk: (row.before or 0) + 1 for row in counted}


def _before(way: str = "") -> Subquery:
    """Count who waits before a registration; `way` is the key that leads to it."""
    event, number = (f"{way}__event", f"{way}__number") if way else ("event", "number")
    earlier: RegistrationQuerySet = Registration.objects.filter(
        Q(status=Status.WAITING), event=OuterRef(event), number__lt=OuterRef(number)
    )
    counted = earlier.order_by().values("event").annotate(n=Count("pk"))
    return Subquery(counted.values("n"))
