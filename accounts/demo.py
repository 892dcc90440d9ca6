"""The demo's people. Everybody knows their password, so they exist in demo mode only.

Every name is made of plants, so that nobody takes one for a neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts import services
from accounts.models import User
from accounts.roles import DEPARTMENT_ROLES, Role
from city.models import Area, Department

PASSWORD = "blishøne cykelklokke tagpap"  # noqa: S105 (printed for everybody to see)
DEPARTMENT = "By, Kultur og Miljø"


@dataclass(frozen=True)
class Person:
    """One person of the demo. `about` is said beside the log-in."""

    key: str
    email: str
    name: str
    about: str
    area: str = ""
    role: Role | None = None
    protected: bool = False


PEOPLE = [
    Person("citizen", "asta@example.dk", "Asta Æblegren", "Borger", "Albertslund Vest"),
    Person("neighbour", "birk@example.dk", "Birk Bøgeblad", "Borger", "Herstedvester"),
    Person(
        "protected",
        "dagny@example.dk",
        "Dagny Dueurt",
        "Borger med navne- og adressebeskyttelse",
        "Albertslund Syd",
        protected=True,
    ),
    Person(
        "case_worker",
        "sagsbehandler@example.dk",
        "Ellen Enebær",
        "Sagsbehandler i By, Kultur og Miljø",
        role=Role.CASE_WORKER,
    ),
    Person(
        "moderator",
        "moderator@example.dk",
        "Frode Fyrretræ",
        "Moderator i By, Kultur og Miljø",
        role=Role.MODERATOR,
    ),
    Person(
        "administrator",
        "administrator@example.dk",
        "Gerda Gyvel",
        "Administrator",
        role=Role.ADMINISTRATOR,
    ),
    Person(
        "data_protection_officer",
        "dpo@example.dk",
        "Hjalmar Hyld",
        "Databeskyttelsesrådgiver",
        role=Role.DATA_PROTECTION_OFFICER,
    ),
]


def load(*, at: datetime) -> dict[str, User]:
    """Create the demo's people where they are missing; return them by their key."""
    return {person.key: _person(person, at=at) for person in PEOPLE}


def _person(person: Person, *, at: datetime) -> User:
    known = User.objects.filter(email=person.email).first()
    if known:
        return known
    user = User(
        email=person.email,
        full_name=person.name,
        public_name=person.name,
        area=Area.objects.filter(name=person.area).first(),
        protected=person.protected,
        is_staff=person.role is not None,
        date_joined=at,
    )
    user.set_password(PASSWORD)
    services.open_account(user, confirmed=True)
    if person.role:
        _make_staff(user, person.role)
    return user


def _make_staff(user: User, role: Role) -> None:
    """Give the role and a second factor, whose codes the page Postkasse shows."""
    department = Department.objects.filter(name=DEPARTMENT).first()
    services.grant_role(
        user, role, by=None, department=department if role in DEPARTMENT_ROLES else None
    )
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
