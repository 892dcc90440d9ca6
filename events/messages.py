"""What people are told by mail about what they signed up for, and when it is no longer wanted."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import local_date
from events.models import Registration
from events.services import telling
from notifications.kinds import Lane, Limit, MessageKind, register
from notifications.models import Message

Status = Registration.Status


def _is_theirs(registration: Registration, message: Message) -> bool:
    """Not when the person is forgotten, or the address is no longer (or never was) its own."""
    return registration.forgotten_at is None and message.email in ("", registration.email)


def _is_ahead(registration: Registration, message: Message) -> bool:
    return _is_theirs(registration, message) and registration.event.is_coming()


def seat_is_due(registration: Registration, message: Message) -> bool:
    return registration.status == Status.CONFIRMED and _is_ahead(registration, message)


def waiting_is_due(registration: Registration, message: Message) -> bool:
    return registration.status == Status.WAITING and _is_ahead(registration, message)


def link_is_due(registration: Registration, message: Message) -> bool:
    return registration.is_active and _is_ahead(registration, message)


def offer_is_due(registration: Registration, message: Message) -> bool:
    """Only while that very offer stands."""
    until = registration.offer_expires_at
    is_this = until is not None and message.context["until"] == until.isoformat()
    return is_this and registration.is_offered() and _is_ahead(registration, message)


def lapse_is_due(registration: Registration, message: Message) -> bool:
    return registration.ended == Registration.Ended.LAPSED and _is_ahead(registration, message)


def leaving_is_due(registration: Registration, message: Message) -> bool:
    return not registration.is_active and _is_theirs(registration, message)


def move_is_due(registration: Registration, message: Message) -> bool:
    """A later move has a mail of its own; who has cancelled does not come anyway."""
    is_newest = registration.event.ics_sequence == message.context["sequence"]
    return is_newest and registration.is_active and _is_ahead(registration, message)


def event_cancellation_is_due(registration: Registration, message: Message) -> bool:
    is_off = registration.event.is_cancelled and registration.event.ends_at > timezone.now()
    return is_off and _is_theirs(registration, message)


def reminder_is_due(registration: Registration, message: Message) -> bool:
    """While the event is still on that day, and never once it has begun."""
    is_same_day = local_date(registration.event.starts_at).isoformat() == message.context["day"]
    return is_same_day and seat_is_due(registration, message)


# What a stranger can make us write to somebody else's address; the limit is per address.
SIGN_UP_KINDS = [
    MessageKind(
        code=telling.REGISTERED,
        label=_("Kvittering for tilmelding"),
        lane=Lane.IMMEDIATE,
        template="events/email/registered",
        still_due=seat_is_due,
        limit=Limit.DELAY,
    ),
    MessageKind(
        code=telling.WAITING,
        label=_("Skrevet på venteliste"),
        lane=Lane.IMMEDIATE,
        template="events/email/waiting",
        still_due=waiting_is_due,
        limit=Limit.DELAY,
    ),
    MessageKind(
        code=telling.LINK_AGAIN,
        label=_("Linket til en tilmelding, sendt igen"),
        lane=Lane.IMMEDIATE,
        template="events/email/link_again",
        still_due=link_is_due,
        limit=Limit.CANCEL,
    ),
]

# What happens to the seat afterwards.
SEAT_KINDS = [
    MessageKind(
        code=telling.OFFERED,
        label=_("Tilbud om en ledig plads"),
        lane=Lane.IMMEDIATE,
        template="events/email/offered",
        still_due=offer_is_due,
    ),
    MessageKind(
        code=telling.GIVEN,
        label=_("En ledig plads er givet"),
        lane=Lane.IMMEDIATE,
        template="events/email/given",
        still_due=seat_is_due,
    ),
    MessageKind(
        code=telling.LAPSED,
        label=_("Et tilbud om en plads er udløbet"),
        lane=Lane.IMMEDIATE,
        template="events/email/lapsed",
        still_due=lapse_is_due,
    ),
    MessageKind(
        code=telling.LEFT,
        label=_("Tilmelding afmeldt"),
        lane=Lane.IMMEDIATE,
        template="events/email/registration_cancelled",
        still_due=leaving_is_due,
    ),
]

# What happens to the event, told to all who come or wait.
EVENT_KINDS = [
    MessageKind(
        code=telling.MOVED,
        label=_("Et arrangement har fået ny tid eller nyt sted"),
        lane=Lane.BULK,
        template="events/email/moved",
        still_due=move_is_due,
    ),
    MessageKind(
        code=telling.EVENT_CANCELLED,
        label=_("Et arrangement er aflyst"),
        lane=Lane.BULK,
        template="events/email/event_cancelled",
        still_due=event_cancellation_is_due,
    ),
    MessageKind(
        code=telling.REMINDER,
        label=_("Påmindelse om et arrangement"),
        lane=Lane.BULK,
        template="events/email/reminder",
        still_due=reminder_is_due,
    ),
]


def register_kinds() -> None:
    register(*SIGN_UP_KINDS, *SEAT_KINDS, *EVENT_KINDS)
