"""What those are told who are asked for a statement, and who asked; see messages.py."""

from django.utils.translation import gettext_lazy as _

from hearings.models import ConsultedParty, Hearing
from notifications.kinds import Lane, MessageKind
from notifications.models import Message


def question_is_due(party: ConsultedParty, message: Message) -> bool:
    """While they have not answered, and it is the address that was asked."""
    is_on = party.is_waiting and party.hearing.status == Hearing.Status.PUBLISHED
    return is_on and (party.body_id is not None or message.email in ("", party.email))


def answer_is_due(party: ConsultedParty, message: Message) -> bool:  # noqa: ARG001
    return party.status in (ConsultedParty.Status.ANSWERED, ConsultedParty.Status.NO_REMARKS)


PARTY_KINDS = [
    MessageKind(
        code="hearings.party_asked",
        label=_("Vi beder om en udtalelse"),
        lane=Lane.BULK,
        template="hearings/email/party_asked",
        still_due=question_is_due,
    ),
    MessageKind(
        code="hearings.party_reminded",
        label=_("Påmindelse om en udtalelse"),
        lane=Lane.BULK,
        template="hearings/email/party_reminded",
        still_due=question_is_due,
    ),
    MessageKind(
        code="hearings.statement_received",
        label=_("En udtalelse er kommet"),
        lane=Lane.BULK,
        template="hearings/email/statement_received",
        still_due=answer_is_due,
    ),
]
