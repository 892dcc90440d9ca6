"""What staff write to those who are signed up: once to each, through the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from events.models import Registration
from events.models.registration import RegistrationQuerySet
from events.services.telling import tell_all
from seminars.models import Seminar, SeminarEvent, SeminarMessage, Session
from seminars.programme_exceptions import NobodyToTell
from seminars.services.history import record
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User

MESSAGE = "seminars.message"
Audience = SeminarMessage.Audience


@transaction.atomic
def send_message(
    seminar: Seminar,
    *,
    audience: SeminarMessage.Audience,
    session: Session | None = None,
    subject: str,
    text: str,
    key: UUID,
    by: User,
    at: datetime,
) -> SeminarMessage:
    """Write to each of them once; a form that is sent twice writes once.

    Raises:
        NobodyToTell: nobody is signed up, or none of them has a mailbox.
    """
    seminar = locked_seminar(seminar.pk)
    if sent := SeminarMessage.objects.filter(key=key).first():
        return sent
    rows = recipients(seminar, audience, session)
    if not rows:
        raise NobodyToTell
    message = SeminarMessage.objects.create(
        seminar=seminar, audience=audience, session=session, subject=subject, text=text, key=key,
        count=len(rows), sent_by=by, sent_at=at,
    )  # fmt: skip
    tell_all(MESSAGE, rows, key=str(message.pk), message_pk=message.pk)
    record(seminar, SeminarEvent.Action.MESSAGE_SENT, by=by, at=at, note=subject)
    return message


def recipients(
    seminar: Seminar, audience: SeminarMessage.Audience, session: Session | None = None
) -> list[Registration]:
    """Return one registration of each who is written to: who comes on two days is one person."""
    if audience == Audience.SESSION:
        rows = Registration.objects.confirmed().filter(event__seminar_session=session)
    else:
        rows = _of_days(seminar, audience)
    known: dict[str, Registration] = {}
    for row in rows.select_related("user").order_by("pk"):
        if row.user_id or row.email:
            known.setdefault(f"user-{row.user_id}" if row.user_id else row.email_key, row)
    return list(known.values())


def _of_days(seminar: Seminar, audience: SeminarMessage.Audience) -> RegistrationQuerySet:
    rows = Registration.objects.filter(event__seminar_day__seminar=seminar)
    if audience == Audience.CONFIRMED:
        return rows.confirmed()
    return rows.waiting() if audience == Audience.WAITING else rows.active()
