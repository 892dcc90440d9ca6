"""Signing up for a seminar: its days, and sessions of them, in one step and with one receipt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import Organisation
from events.exceptions import SignUpClosed
from events.models import Event, Registration
from events.services import register
from events.services.telling import LINK_AGAIN, tell
from seminars.models import Seminar, SeminarDay, Session
from seminars.services.choosing import choose, require_possible
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User

SIGNED_UP = "seminars.signed_up"


@transaction.atomic
def sign_up(
    seminar: Seminar,
    *,
    days: Sequence[SeminarDay],
    sessions: Sequence[Session] = (),
    name: str,
    email: str,
    people: int = 1,
    organisation: str = "",
    acts_for: Organisation | None = None,
    needs: str = "",
    user: User | None = None,
    language: str = "da",
    form_key: UUID | None = None,
    by: User | None = None,
    at: datetime,
) -> list[Registration]:
    """Give a seat or a place on the waiting list for each day, and seats in the sessions.

    Whoever is signed up for a day has it as it was, and gets the link once more: who typed the
    address may be a stranger. Returns the registrations for the days, in their order.

    Raises:
        SessionsClash, SessionOfAnotherDay, SessionClosed: the sessions cannot be chosen.
        SignUpClosed: one cannot sign up for a day at this moment.
        MayNotAct: the person cannot, or can no longer, act for the organisation.
        GroupTooLarge, GroupTooLargeForSession: more people than there are seats at all.
    """
    seminar = locked_seminar(seminar.pk)
    chosen = _locked_days(seminar, days)
    require_possible(sessions, days=chosen)
    person: dict[str, Any] = {
        "name": name, "email": email, "people": people, "organisation": organisation,
        "acts_for": acts_for, "needs": needs, "user": user, "language": language,
    }  # fmt: skip
    places = [
        register(day.event, **person, form_key=key_of(form_key, day), is_told=False, by=by, at=at)
        for day in chosen
    ]
    _choose_and_tell(chosen, places, sessions, form_key=form_key, at=at)
    return places


def key_of(form_key: UUID | None, day: SeminarDay) -> UUID | None:
    """Return the key of one day's registration: a form makes one for each day."""
    return uuid5(form_key, f"day-{day.pk}") if form_key else None


def _locked_days(seminar: Seminar, days: Iterable[SeminarDay]) -> list[SeminarDay]:
    """Lock the days' events by key; return the days by time."""
    found = seminar.days.filter(pk__in=[day.pk for day in days]).select_related("event")
    chosen = list(found.order_by("event__starts_at", "pk"))
    if not chosen:
        raise SignUpClosed
    keys = [day.event_id for day in chosen]
    list(Event.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    return chosen


def _choose_and_tell(
    days: Sequence[SeminarDay],
    places: Sequence[Registration],
    sessions: Sequence[Session],
    *,
    form_key: UUID | None,
    at: datetime,
) -> None:
    """Choose for the new registrations alone; tell of those, and remind of the known ones."""
    new = []
    for day, place in zip(days, places, strict=True):
        if place.created_at == at:
            choose(place, [each for each in sessions if each.day_id == day.pk], at=at)
            new.append(place)
        elif form_key is None or place.form_key != key_of(form_key, day):
            tell(place, LINK_AGAIN, key=f"{at:%Y%m%d%H}")
    if new:
        tell(new[0], SIGNED_UP)
