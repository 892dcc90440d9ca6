"""Days and sessions: each is an event, which the programme puts in order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from events.models import Event, Registration
from events.services import cancel_event, change_event, create_event, publish_event
from events.services.telling import tell_all
from seminars.models import Seminar, SeminarDay, SeminarEvent, Session, Speaker, Track
from seminars.programme_exceptions import OutsideTheDay
from seminars.services.history import record
from seminars.services.locking import locked_seminar
from seminars.services.seminars import accessibility_of, day_title

if TYPE_CHECKING:
    from accounts.models import User

Action = SeminarEvent.Action
PROGRAMME_CHANGED = "seminars.programme_changed"
# Two weeks, two days and the morning of the day: instead of the default of events.
REMINDER_DAYS = [14, 2, 0]
_EVENT_KINDS = {Session.Kind.WORKSHOP: Event.Kind.WORKSHOP, Session.Kind.WALK: Event.Kind.WALK}


# --- Days -------------------------------------------------------------------------------------
@transaction.atomic
def add_day(
    seminar: Seminar,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    capacity: int | None = None,
    by: User,
    at: datetime,
    **fields: Any,
) -> SeminarDay:
    """Give the seminar a day that people sign up for; `fields` are other columns of its event."""
    seminar = locked_seminar(seminar.pk)
    known: dict[str, Any] = {
        "takes_sign_up": True,
        "asks_needs": True,
        "reminder_days": REMINDER_DAYS,
    }
    event = create_event(
        kind=Event.Kind.SEMINAR_DAY,
        title=day_title(seminar),
        text=seminar.lead,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        capacity=capacity,
        department=seminar.department,
        contact=seminar.contact,
        accessibility=accessibility_of(seminar),
        topics=seminar.topics.all(),
        is_owned=True,
        by=by,
        at=at,
        **(known | fields),
    )
    day = SeminarDay.objects.create(seminar=seminar, event=event)
    if seminar.is_published:
        day.event = publish_event(event, by=by, at=at)
    seminar.note_days()
    _note(seminar, _("Dag tilføjet: %(title)s"), event, by=by, at=at)
    return day


@transaction.atomic
def change_day(day: SeminarDay, *, by: User, at: datetime, **fields: Any) -> SeminarDay:
    """Save another time, place or number of seats; who has signed up is told of a move.

    Raises:
        CapacityBelowTaken: more seats are given already.
        TransitionNotAllowed: it is cancelled.
    """
    seminar = locked_seminar(day.seminar_id)
    day.event = change_event(day.event, by=by, at=at, **fields)
    seminar.note_days()
    _note(seminar, _("Dag rettet: %(title)s"), day.event, by=by, at=at)
    return day


@transaction.atomic
def remove_day(day: SeminarDay, *, by: User, at: datetime) -> None:
    """Take away a day that nobody has seen and that has no sessions.

    Raises:
        TransitionNotAllowed: it is public, or has sessions.
    """
    seminar = locked_seminar(day.seminar_id)
    event = _require_unseen(day.event_id)
    if day.sessions.exists():
        raise TransitionNotAllowed(_("Flyt eller fjern dagens sessioner først."))
    day.delete()
    event.stand_alone()
    seminar.note_days()
    _note(seminar, _("Dag fjernet: %(title)s"), event, by=by, at=at)


# --- Sessions ---------------------------------------------------------------------------------
@transaction.atomic
def add_session(
    day: SeminarDay,
    *,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    track: Track | None = None,
    speakers: Iterable[Speaker] = (),
    capacity: int | None = None,
    takes_questions: bool = False,
    by: User,
    at: datetime,
    **fields: Any,
) -> Session:
    """Put a session on the programme; with a capacity it takes sign-up of its own.

    `fields` are other columns of its event.

    Raises:
        OutsideTheDay: it does not lie within the day.
    """
    seminar = locked_seminar(day.seminar_id)
    _require_within(day, title, starts_at, ends_at)
    event = create_event(
        kind=_EVENT_KINDS.get(Session.Kind(kind), Event.Kind.SEMINAR_DAY),
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        capacity=capacity,
        takes_sign_up=capacity is not None,
        reminder_days=[],
        department=seminar.department,
        is_owned=True,
        is_listed=False,
        by=by,
        at=at,
        **fields,
    )
    session = Session.objects.create(
        seminar=seminar, day=day, event=event, kind=kind, track=track,
        takes_questions=takes_questions,
    )  # fmt: skip
    session.speakers.set(speakers)
    if seminar.is_published:
        session.event = publish_event(event, by=by, at=at)
    _note(seminar, _("Session tilføjet: %(title)s"), event, by=by, at=at)
    return session


@transaction.atomic
def change_session(
    session: Session,
    *,
    speakers: Iterable[Speaker] | None = None,
    own: dict[str, Any] | None = None,
    by: User,
    at: datetime,
    **fields: Any,
) -> Session:
    """Save other words, another time or room; everybody whom a move concerns is told once.

    `own` are columns of the session, `fields` those of its event. A session of few seats tells
    who has one or waits for it, any other session who is signed up for the day.

    Raises:
        OutsideTheDay: it would not lie within the day.
        CapacityBelowTaken: more seats are given already.
        TransitionNotAllowed: it is cancelled.
    """
    seminar = locked_seminar(session.seminar_id)
    for name, value in (own or {}).items():
        setattr(session, name, value)
    if own:
        session.save(update_fields=[*own])
    if speakers is not None:
        session.speakers.set(speakers)
    before = session.event
    starts_at = fields.get("starts_at", before.starts_at)
    ends_at = fields.get("ends_at", before.ends_at)
    _require_within(session.day, before.title, starts_at, ends_at)
    if "capacity" in fields:
        fields["takes_sign_up"] = fields["capacity"] is not None
    session.event = change_event(before, by=by, at=at, **fields)
    is_moved = session.event.ics_sequence > before.ics_sequence
    if is_moved and not session.event.takes_sign_up and session.event.ends_at > at:
        tell_of_programme(session, at=at)
    _note(seminar, _("Session rettet: %(title)s"), session.event, by=by, at=at)
    return session


def tell_of_programme(session: Session, *, at: datetime) -> int:  # noqa: ARG001  (as the other steps)
    """Tell who comes that day, or waits, that a session for everybody was moved; return how many.

    Each move is a mail of its own: the event's sequence is in its key.
    """
    rows = Registration.objects.active().filter(event=session.day.event_id)
    sequence = session.event.ics_sequence
    return tell_all(
        PROGRAMME_CHANGED,
        rows.select_related("user"),
        key=f"{session.pk}:{sequence}",
        session_pk=session.pk,
        sequence=sequence,
    )


@transaction.atomic
def remove_session(session: Session, *, by: User, at: datetime) -> None:
    """Take away a session that nobody has seen.

    Raises:
        TransitionNotAllowed: it is public: then it can be cancelled.
    """
    seminar = locked_seminar(session.seminar_id)
    event = _require_unseen(session.event_id)
    session.delete()
    event.stand_alone()
    _note(seminar, _("Session fjernet: %(title)s"), event, by=by, at=at)


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: User, at: datetime) -> Session:
    """Take a public session off the programme; it stays to be read, with the reason.

    Raises:
        TransitionNotAllowed: not public, cancelled already, or held.
    """
    seminar = locked_seminar(session.seminar_id)
    session.event = cancel_event(session.event, reason=reason, by=by, at=at)
    _note(seminar, _("Session aflyst: %(title)s"), session.event, by=by, at=at)
    return session


def _require_within(day: SeminarDay, title: str, starts_at: datetime, ends_at: datetime) -> None:
    event = Event.objects.get(pk=day.event_id)
    if starts_at < event.starts_at or ends_at > event.ends_at:
        raise OutsideTheDay(title)


def _require_unseen(pk: int) -> Event:
    event = Event.objects.select_for_update().get(pk=pk)
    if event.is_published:
        raise TransitionNotAllowed(_("Det er offentliggjort. Aflys det i stedet."))
    return event


def _note(seminar: Seminar, sentence: str, event: Event, *, by: User, at: datetime) -> None:
    note = sentence % {"title": event.title}
    record(seminar, Action.PROGRAMME_CHANGED, by=by, at=at, note=note)
