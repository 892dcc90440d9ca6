"""Django's and allauth's own mails go the same way as the portal's: a row first."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import get_language

from notifications.addresses import one_address
from notifications.kinds import get_kind
from notifications.messages import KIND_HEADER, RENDERED
from notifications.models import Message
from notifications.rendering import one_line
from notifications.services import write


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: writes one row of the immediate lane per recipient, and opens nothing."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._write(mail) for mail in email_messages)

    def _write(self, mail: EmailMessage) -> int:
        if mail.attachments:
            raise ValueError("The outbox carries no attachments: link to a page instead.")
        kind = get_kind(mail.extra_headers.get(KIND_HEADER, RENDERED))
        recipients = [one_address(address) for address in mail.recipients()]
        for recipient in recipients:
            row = Message(
                kind=kind.code,
                lane=kind.lane,
                email=recipient,
                language=(get_language() or "da")[:2],
                subject=one_line(str(mail.subject)),
                text=str(mail.body),
                html=_html_of(mail),
            )
            write(row)
        return len(recipients)


def _html_of(mail: EmailMessage) -> str:
    if not isinstance(mail, EmailMultiAlternatives):
        return ""
    parts = (content for content, mimetype in mail.alternatives if mimetype == "text/html")
    return str(next(parts, ""))
