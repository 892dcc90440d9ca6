"""A row behind each address of seminars, for the tests that open them all."""

from dataclasses import dataclass, field
from typing import Any

from city.models import Department
from events.links import token_for
from events.models import Registration
from seminars.models import Session
from tests.seminars.factories import SessionChoiceFactory, SessionFactory

# Everybody, also without an account; what is private has a secret in its address.
PUBLIC = {
    "seminars:seminars",
    "seminars:seminar",
    "seminars:session",
    "seminars:sign_up",
    "seminars:signed_up_already",
    "seminars:registration",
    "seminars:registration_change",
    "seminars:registration_cancel",
    "seminars:registration_ics",
}
# The pages that a cache in front may keep (tests/test_headers.py).
KEPT = {"seminars:seminars", "seminars:seminar", "seminars:session"}
# The steps of who runs a seminar, in the administration and on the portal.
DESK: set[str] = set()


@dataclass
class SeminarWorld:
    """A seminar with a session; what else stands below it by the name of its page."""

    session: Session
    place: Registration
    numbers: dict[str, Any] = field(default_factory=dict)

    def values_for(self, name: str) -> dict[str, Any]:
        seminar = self.session.seminar
        word = name.partition(":")[2]
        values = {
            "pk": seminar.pk,
            "object_id": seminar.pk,
            "slug": seminar.slug,
            "number": self.session.pk,
            "token": token_for(self.place),
        }
        return values | self.numbers.get(word, {})


def make_seminar(department: Department) -> SeminarWorld:
    session = SessionFactory(few=True, seminar__department=department)
    place = SessionChoiceFactory(session=session).place
    return SeminarWorld(session, place)
