"""What Min side shows of events: what the person has signed up for and is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.services import confirmed_emails
from core.clock import format_moment
from events.links import private_path
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Mine:
    """One registration, its own page, and in one sentence how it stands."""

    registration: Registration
    url: str
    state: str


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
    rows = rows.select_related("event").order_by("event__starts_at", "pk")
    return [Mine(row, private_path(row), _state(row)) for row in rows]


def _state(registration: Registration) -> str:
    if registration.status == Registration.Status.WAITING:
        return _("Du står på ventelisten.")
    if registration.offer_expires_at:
        moment = format_moment(registration.offer_expires_at)
        return _("Der er en plads til dig. Svar senest %(moment)s.") % {"moment": moment}
    return _("Du er tilmeldt.")
