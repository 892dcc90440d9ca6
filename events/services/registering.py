"""Signing up: who comes first has the seat, and nobody passes those who wait.

The event's row is the lock. What a person does themselves stands in the history without a name:
the registration tells whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import Organisation
from accounts.services import confirmed_emails, require_right_to_act
from events.exceptions import GroupTooLarge, SignUpClosed
from events.models import Event, EventRecord, Registration
from events.services.history import record
from events.services.telling import LINK_AGAIN, REGISTERED, WAITING, tell

if TYPE_CHECKING:
    from accounts.models import User

Action = EventRecord.Action
Status = Registration.Status


@dataclass(frozen=True)
class Person:
    """Who signs up, and what a new registration says about them."""

    name: str
    email: str
    user: User | None
    language: str
    people: int
    organisation: str
    acts_for: Organisation | None
    needs: str


@transaction.atomic
def register(
    event: Event,
    *,
    name: str,
    email: str,
    people: int = 1,
    organisation: str = "",
    acts_for: Organisation | None = None,
    needs: str = "",
    user: User | None = None,
    language: str = "da",
    form_key: UUID | None = None,
    is_told: bool = True,
    by: User | None = None,
    at: datetime,
) -> Registration:
    """Give a seat or a place on the waiting list; the same person or form gets the one they have.

    A person is known by account or mailbox; the registration of before has another `form_key`.
    Staff (`by`) enter who telephones, also when sign-up has closed, until the event begins. Who
    signs people up for a whole of which this is a part tells them itself (`is_told`).

    Raises:
        SignUpClosed: one cannot sign up at this moment.
        MayNotAct: the person cannot, or can no longer, act for the organisation.
        GroupTooLarge: more people than there are seats at all.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    person = Person(name, email, user, language, people, organisation, acts_for, needs)
    if known := _known(event, person, form_key):
        is_same_form = form_key is not None and known.form_key == form_key
        return known if is_same_form else _remind_of(known, person, is_told=is_told, at=at)
    if not _is_open(event, by, at):
        raise SignUpClosed
    require_right_to_act(acts_for, by=user)
    if event.capacity is not None and people > event.capacity:
        raise GroupTooLarge(event.capacity)
    return _create(event, person, form_key=form_key, is_told=is_told, by=by, at=at)


def seats_left(event: Event) -> int | None:
    """Return how many seats a newcomer can have: none while somebody waits; None without limit."""
    free = event.free
    if not free:
        return free
    return 0 if event.registrations.waiting().exists() else free


def _known(event: Event, person: Person, form_key: UUID | None) -> Registration | None:
    """Return what the same form made, or what the same person has already."""
    rows = event.registrations.select_related("user")
    if form_key and (sent := rows.filter(form_key=form_key).first()):
        return sent
    mailbox = Registration.key_of(person.email)
    same = Q(email_key=mailbox) | Q(user__email__iexact=person.email) if mailbox else Q(pk=None)
    if person.user:
        same |= Q(user=person.user)
    return rows.active().filter(same).first()


def _remind_of(known: Registration, person: Person, *, is_told: bool, at: datetime) -> Registration:
    """Send the link once more, at most once an hour: who typed the address may be a stranger."""
    if person.user and known.user is None and known.email.lower() in confirmed_emails(person.user):
        known.adopt(person.user)
    if is_told:
        tell(known, LINK_AGAIN, key=f"{at:%Y%m%d%H}")
    return known


def _is_open(event: Event, by: User | None, at: datetime) -> bool:
    by_hand = by is not None and event.takes_sign_up and event.is_coming(at)
    return by_hand or event.takes_registrations(at)


def _create(
    event: Event,
    person: Person,
    *,
    form_key: UUID | None,
    is_told: bool,
    by: User | None,
    at: datetime,
) -> Registration:
    left = seats_left(event)
    has_seat = left is None or person.people <= left
    values: dict[str, Any] = vars(person)
    registration = Registration.objects.create(
        event=event,
        number=event.next_registration_number(),
        email_key=Registration.key_of(person.email),
        form_key=form_key,
        status=Status.CONFIRMED if has_seat else Status.WAITING,
        created_at=at,
        confirmed_at=at if has_seat else None,
        **values,
    )
    if has_seat:
        event.take(person.people)
    action = Action.REGISTERED if has_seat else Action.WAITING
    record(event, action, by=by, at=at, registration=registration)
    if is_told:
        tell(registration, REGISTERED if has_seat else WAITING)
    return registration
