"""Events, who comes, and what came of it."""

from events.models.event import STAFF_WHO_ARRANGE, Event, EventQuerySet
from events.models.file import EventFile
from events.models.history import EventRecord
from events.models.registration import MAX_PEOPLE, Registration, RegistrationQuerySet

__all__ = [
    "MAX_PEOPLE",
    "STAFF_WHO_ARRANGE",
    "Event",
    "EventFile",
    "EventQuerySet",
    "EventRecord",
    "Registration",
    "RegistrationQuerySet",
]
