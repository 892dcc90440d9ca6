"""Choosing sessions, and what becomes of the choices when something happens to the day.

The registration for the day is the ticket: its seats in sessions are had, changed and lost with
it. Whoever waits for the day has wishes, carried out when they get a seat. The day's event is
locked before those of its sessions, and these in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations

from django.core.exceptions import ValidationError
from django.db import transaction

from events.exceptions import GroupTooLarge, NotEnoughSeats, SignUpClosed
from events.models import Event, Registration
from events.parts import Turn
from events.services import cancel_parts, change_registration, register
from events.services.telling import tell
from seminars.exceptions import (
    GroupTooLargeForSession,
    NotEnoughInSession,
    SessionClosed,
    SessionOfAnotherDay,
    SessionsClash,
)
from seminars.models import SeminarDay, Session, SessionChoice

Ended = Registration.Ended
WISH_LOST = "seminars.wish_lost"


def require_possible(sessions: Sequence[Session], *, days: Iterable[SeminarDay]) -> None:
    """Ask whether one can be at all of these.

    Raises:
        SessionOfAnotherDay: not on one of the days, or for everybody without a choice.
        SessionsClash: two of them overlap.
    """
    keys = {day.pk for day in days}
    for session in sessions:
        if session.day_id not in keys or not session.event.takes_sign_up:
            raise SessionOfAnotherDay(session)
    for one, other in combinations(sessions, 2):
        if one.clashes_with(other):
            raise SessionsClash(one, other)


def choose(place: Registration, sessions: Iterable[Session], *, at: datetime) -> None:
    """Give a seat in each, or its waiting list; to who waits for the day, a wish for it.

    The caller holds the lock on the day's event.

    Raises:
        GroupTooLargeForSession: more people than one of them has seats at all.
        SessionClosed: one of them cannot be chosen now.
    """
    for session in sorted(sessions, key=lambda session: session.event_id):
        capacity = session.event.capacity
        if capacity is not None and place.people > capacity:
            raise GroupTooLargeForSession(session, capacity)
        if not session.event.takes_registrations(at):
            raise SessionClosed(session)
        choice = SessionChoice.objects.create(place=place, session=session, created_at=at)
        if place.status == Registration.Status.CONFIRMED:
            _seat(choice, at=at)


@transaction.atomic
def change_choices(
    places: Sequence[Registration],
    *,
    sessions: Sequence[Session],
    people: int,
    organisation: str | None = None,
    needs: str | None = None,
    at: datetime,
) -> None:
    """Change what somebody has chosen and how many they are; a seat that is kept is the same seat.

    What is not given (None) stays as it was.

    Raises:
        SessionsClash, SessionOfAnotherDay, SessionClosed: they cannot be chosen.
        GroupTooLargeForSession, NotEnoughInSession: not for so many.
        GroupTooLarge, NotEnoughSeats: the day has not so many seats.
        TransitionNotAllowed: it is cancelled, or the day has begun.
    """
    keys = sorted(place.event_id for place in places)
    list(Event.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    days = SeminarDay.objects.filter(event__in=keys)
    require_possible(sessions, days=days)
    for place in places:
        own = [session for session in sessions if session.day.event_id == place.event_id]
        _unchoose(place, keep=own, at=at)
        changed = change_registration(
            place, people=people, organisation=organisation, needs=needs, at=at
        )
        _change_people(changed, at=at)
        known = set(changed.session_choices.kept().values_list("session", flat=True))
        choose(changed, [session for session in own if session.pk not in known], at=at)


def follow_registrations(rows: Sequence[Registration], turn: Turn, at: datetime) -> None:
    """Let the choices follow what happens to the day, or to the seat in a session."""
    if turn == Turn.SEATED:
        for place in rows:
            _carry_out(place, at=at)
    elif turn == Turn.FEWER:
        for place in rows:
            _make_fewer(place, at=at)
    else:
        _let_go(rows, at=at)


def _seat(choice: SessionChoice, *, at: datetime) -> None:
    place = choice.place
    registration = register(
        choice.session.event,
        name=place.name,
        email=place.email,
        people=place.people,
        organisation=place.organisation,
        user=place.user,
        language=place.language,
        is_told=False,
        at=at,
    )
    choice.seat(registration)


def _unchoose(place: Registration, *, keep: Iterable[Session], at: datetime) -> None:
    gone = place.session_choices.kept().exclude(session__in=[session.pk for session in keep])
    seats = Registration.objects.filter(chosen_by__in=gone.values("pk"))
    cancelled = list(seats)
    gone.drop(at=at)
    cancel_parts(cancelled, ended=Ended.BY_PERSON, at=at)


def _change_people(place: Registration, *, at: datetime) -> None:
    for choice in _with_seats(place):
        registration = choice.registration
        if registration is None or registration.people == place.people:
            continue
        try:
            change_registration(registration, people=place.people, at=at)
        except GroupTooLarge as error:
            capacity = choice.session.event.capacity or 0
            raise GroupTooLargeForSession(choice.session, capacity) from error
        except NotEnoughSeats as error:
            raise NotEnoughInSession(choice.session) from error


def _make_fewer(place: Registration, *, at: datetime) -> None:
    """Give back what a smaller group does not need; a seat of its own kind is nobody's part."""
    for choice in _with_seats(place):
        registration = choice.registration
        if registration and registration.people > place.people:
            change_registration(registration, people=place.people, at=at)


def _with_seats(place: Registration) -> Iterable[SessionChoice]:
    """Return the choices whose seat can still be changed, in the order of the locks."""
    kept = place.session_choices.kept().select_related("registration", "session__event")
    coming = Event.objects.filter(status=Event.Status.PUBLISHED)
    active = kept.filter(registration__in=Registration.objects.active())
    return active.filter(session__event__in=coming).order_by("session__event_id")


def _carry_out(place: Registration, *, at: datetime) -> None:
    """Give who has got a seat for the day what they wished for; tell of what they lose by now."""
    wishes = place.session_choices.wishes().select_related("session__event", "place__user")
    for choice in wishes.order_by("session__event_id"):
        try:
            _seat(choice, at=at)
        except (SignUpClosed, ValidationError):
            place.session_choices.filter(pk=choice.pk).drop(at=at)
            tell(place, WISH_LOST, key=str(choice.pk), context={"session_pk": choice.session_id})


def _let_go(rows: Sequence[Registration], *, at: datetime) -> None:
    """Drop the choice whose seat is gone; with the day, all of its sessions, in order to others.

    When the day itself is cancelled nobody is offered what becomes free.
    """
    SessionChoice.objects.filter(registration__in=rows).drop(at=at)
    choices = SessionChoice.objects.kept().filter(place__in=rows)
    seats = Registration.objects.filter(chosen_by__in=choices.values("pk")).active()
    freed = list(seats)
    choices.drop(at=at)
    if freed:
        ended = Ended(rows[0].ended)
        cancel_parts(freed, ended=ended, passes_on=ended != Ended.EVENT_CANCELLED, at=at)
