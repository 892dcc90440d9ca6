"""What people are told about acting for organisations, and when it is no longer wanted."""

from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationMember
from accounts.services.organisations import DECIDED
from notifications.kinds import Lane, MessageKind, register
from notifications.models import Message


def decision_is_due(member: OrganisationMember, message: Message) -> bool:
    """Only while it is still so; a later decision has a mail of its own."""
    return member.status == message.context["status"]


KINDS = [
    MessageKind(
        code=DECIDED,
        label=_("Svar på, om man må handle for en organisation"),
        lane=Lane.IMMEDIATE,
        template="accounts/email/organisation_decided",
        still_due=decision_is_due,
    ),
]


def register_kinds() -> None:
    register(*KINDS)
