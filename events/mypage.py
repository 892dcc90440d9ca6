"""What Min side shows of events: what the person has signed up for and is still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.services import confirmed_emails
from core.clock import format_moment
from core.owners import owner_of, with_owners
from events.links import private_path
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from events.parts import parts_of

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Mine:
    """One registration, its own page, and in one sentence how it stands."""

    registration: Registration
    url: str
    state: str
    # What was chosen within the event, and the other days that were signed up for with it.
    parts: list[str]


def own_registrations(person: User) -> RegistrationQuerySet:
    """Return the person's registrations, also those made from their address without the account."""
    return Registration.objects.of(person, confirmed_emails(person))


def registrations_of(person: User, at: datetime, *, emails: list[str]) -> list[Mine]:
    """Return what the person has signed up for and has not begun, the next first.

    `emails` are the addresses that they have proved to be theirs.
    """
    rows = (
        Registration.objects.of(person, emails).active().filter(event__in=Event.objects.coming(at))
    )
    rows = rows.filter(event__is_listed=True).select_related("event")
    found = list(with_owners(rows, through="event").order_by("event__starts_at", "pk"))
    parts = parts_of(found)
    return [
        Mine(row, private_path(row), _state(row), _parts(row, others, parts))
        for row, *others in _in_one_go(found)
    ]


def _in_one_go(rows: Iterable[Registration]) -> Iterable[list[Registration]]:
    """Put together what a subject with a sign-up of its own took in one form: its days."""
    together: dict[Any, list[Registration]] = defaultdict(list)
    for row in rows:
        owner: Any = owner_of(row.event) if row.event.is_owned else None
        is_whole = hasattr(owner, "sign_up_url")
        together[(type(owner), row.created_at) if is_whole else row.pk].append(row)
    return together.values()


def _parts(row: Registration, others: list[Registration], parts: dict[int, list[str]]) -> list[str]:
    lines = list(parts.get(row.pk, []))
    for other in others:
        lines += [format_moment(other.event.starts_at), *parts.get(other.pk, [])]
    return lines


def _state(registration: Registration) -> str:
    if registration.status == Registration.Status.WAITING:
        return _("Du står på ventelisten.")
    if registration.offer_expires_at:
        moment = format_moment(registration.offer_expires_at)
        return _("Der er en plads til dig. Svar senest %(moment)s.") % {"moment": moment}
    return _("Du er tilmeldt.")
