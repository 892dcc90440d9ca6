"""What is told of signing up for a seminar and its sessions."""

from django.utils.translation import gettext_lazy as _

from events.messages import link_is_due
from notifications.kinds import Lane, Limit, MessageKind
from seminars.services.signing_up import SIGNED_UP

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
)
