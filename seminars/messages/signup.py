"""What is told of signing up for a seminar and its sessions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from events.messages import link_is_due
from events.models import Registration
from notifications.kinds import Lane, Limit, MessageKind
from notifications.models import Message
from seminars.models import Session
from seminars.services.choosing import WISH_LOST
from seminars.services.signing_up import SIGNED_UP


def loss_is_due(registration: Registration, message: Message) -> bool:
    """Not to who has cancelled, nor to who has chosen the session once more since."""
    session = Session.objects.filter(pk=message.context["session_pk"]).first()
    if session is None or not session.day.event.is_coming():
        return False
    has_it = registration.session_choices.kept().filter(session=session).exists()
    return registration.is_active and not has_it and link_is_due(registration, message)


KINDS: tuple[MessageKind, ...] = (
    # A stranger can make us write it to somebody else's address, as events' own receipt.
    MessageKind(
        code=SIGNED_UP,
        label=_("Kvittering for tilmelding til et seminar"),
        lane=Lane.IMMEDIATE,
        template="seminars/email/signed_up",
        still_due=link_is_due,
        limit=Limit.DELAY,
    ),
    MessageKind(
        code=WISH_LOST,
        label=_("En session, man havde ønsket, kan ikke vælges mere"),
        lane=Lane.IMMEDIATE,
        template="seminars/email/wish_lost",
        still_due=loss_is_due,
    ),
)
