"""Letting mails leave: claim a row, send it outside any transaction, mark it, one by one."""

import logging
import smtplib
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import InterfaceError, OperationalError, models
from django.utils import timezone

from notifications import troubles
from notifications.addresses import one_address
from notifications.kinds import MessageKind, NothingToSay, get_kind
from notifications.models import Channel, Message, Notice, Subscriber
from notifications.rendering import Rendered, render, unsubscribe_url
from notifications.services import is_still_wanted
from notifications.subjects import find_about, may_read, subjects_of
from notifications.windows import window_of

logger = logging.getLogger(__name__)

BATCH = 20


class ServerUnreachable(Exception):
    """The mail server cannot be reached or cut the line: no use in trying the next mail now."""


class Mailer:
    """One connection to the mail server, kept open over many mails, never trusted after an error.

    Django keeps a connection whose STARTTLS failed, and would send the next mail over it in
    plain text: after any error the connection is thrown away.
    """

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop()

    def send(self, mail: EmailMultiAlternatives) -> None:
        """Send one mail.

        Raises:
            ServerUnreachable: there is no connection, or it broke.
            smtplib.SMTPException: the server answered, and did not take this mail.
        """
        connection = self._open()
        try:
            connection.send_messages([mail])
        except smtplib.SMTPServerDisconnected as error:
            self._drop()
            raise ServerUnreachable(type(error).__name__) from error
        except smtplib.SMTPException:
            self._drop()
            raise
        except OSError as error:
            self._drop()
            raise ServerUnreachable(type(error).__name__) from error
        if not isinstance(connection, SmtpBackend):
            self._drop()

    def _open(self) -> BaseEmailBackend:
        if self._connection is None:
            self._connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
            try:
                self._connection.open()
            except OSError as error:  # smtplib's exceptions are OSErrors too
                self._drop()
                raise ServerUnreachable(type(error).__name__) from error
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except OSError:
            logger.info("The mail server was gone before we said goodbye.")


def relay(*lanes: str, seconds: float) -> int:
    """Send what is due on these lanes, the first lane first; return how many mails left."""
    ends_at = time.monotonic() + seconds
    sent = 0
    with Mailer() as mailer:
        for row in _claim_while(ends_at, lanes):
            try:
                sent += deliver(row, mailer)
            except ServerUnreachable as error:
                logger.warning("The mail server cannot be reached (%s).", error)
                break
    return sent


def _claim_while(ends_at: float, lanes: tuple[str, ...]) -> Iterator[Message]:
    while time.monotonic() < ends_at:
        due = _next_due(lanes)
        if not due:
            return
        for pk in due:
            if time.monotonic() >= ends_at:
                return
            if row := Message.objects.claim(pk):
                yield row


def _next_due(lanes: tuple[str, ...]) -> list[int]:
    """Return the next rows of the first lane that has any: a newsletter lets a receipt pass."""
    for lane in lanes:
        rows = Message.objects.due().filter(lane=lane).order_by("not_before", "pk")
        if found := list(rows.values_list("pk", flat=True)[:BATCH]):
            return found
    return []


def deliver(row: Message, mailer: Mailer) -> bool:
    """Send one claimed row and mark what became of it; True when the mail left."""
    try:
        mail = _prepare(row)
    except (OperationalError, InterfaceError):
        row.retry_later()  # the database's bad moment is not the mail's
        return False
    except Exception as error:  # noqa: BLE001 (see below)
        # A fault of ours (a template, a kind) must not stop the mails behind this one.
        _answer_fault(row, error)
        return False
    return mail is not None and _send(row, mail, mailer)


def _send(row: Message, mail: EmailMultiAlternatives, mailer: Mailer) -> bool:
    try:
        mailer.send(mail)
    except ServerUnreachable:
        row.retry_later()
        raise
    except smtplib.SMTPException as error:
        _answer_refusal(row, mail.to[0], error)
        return False
    except Exception as error:  # noqa: BLE001 (a header that cannot be written, too)
        _answer_fault(row, error)
        return False
    row.finish(Message.State.SENT)
    troubles.forget(mail.to[0])
    return True


def _answer_fault(row: Message, error: Exception) -> None:
    """Say what and where, never the exception's own words: they may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    is_tried_again = row.note_fault()
    logger.error(
        "Message %s of the kind %s could not be made (%s at %s); %s.",
        row.pk,
        row.kind,
        type(error).__name__,
        where,
        "it is tried again later" if is_tried_again else "it was given up",
    )


def _answer_refusal(row: Message, address: str, error: smtplib.SMTPException) -> None:
    codes = _codes(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        for code, answer in error.recipients.values():
            troubles.note_refusal(address, code, answer)
    if codes and all(500 <= code < 600 for code in codes):
        row.finish(Message.State.FAILED, Message.Reason.REFUSED)
        logger.error("Message %s was refused for good (%s).", row.pk, codes)
    elif not row.retry_later():
        logger.error("Message %s was given up after %s attempts.", row.pk, row.attempts)


def _codes(error: smtplib.SMTPException) -> list[int]:
    """Return the server's answers about this mail; none when it spoke about us, not the mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    if isinstance(error, smtplib.SMTPDataError):
        return [error.smtp_code]
    return []


def _prepare(row: Message) -> EmailMultiAlternatives | None:
    """Return the mail, or cancel the row when it should not leave any more."""
    kind = get_kind(row.kind)
    address = current_address(row)
    if not address:
        row.cancel(Message.Reason.NO_RECIPIENT)
        return None
    if not kind.is_asked_for and troubles.is_stopped(address):
        row.cancel(Message.Reason.ADDRESS_STOPPED)
        return None
    about = find_about(row)
    if reason := _reason_to_cancel(row, kind, about):
        row.cancel(reason)
        return None
    try:
        return _compose(row, kind, about, address)
    except NothingToSay:
        row.cancel(Message.Reason.NOT_DUE)
        return None


def _reason_to_cancel(
    row: Message, kind: MessageKind, about: models.Model | None
) -> Message.Reason | None:
    """Return why the mail should not leave any more; None when it should."""
    if row.about_model and about is None:
        return Message.Reason.SUBJECT_GONE
    if not kind.still_due(about, row) or not _may_still_read(row, about):
        return Message.Reason.NOT_DUE
    if not is_still_wanted(row):
        return Message.Reason.NOT_WANTED
    return None if _has_begun(row, kind, about) else Message.Reason.NOT_DUE


def _has_begun(row: Message, kind: MessageKind, about: models.Model | None) -> bool:
    """Tell whether what is counted has happened for this person; if not, the digest counts it.

    A storm is announced once in its window, also by what the person did: others may follow.
    """
    if kind.count is None:
        return True
    notice = Notice.objects.select_related("subscriber").filter(dedup_key=row.dedup_key).first()
    if notice is None or kind.count(about, notice, window_of(notice.created_at).ends_at):
        return True
    Notice.objects.filter(pk=notice.pk).update(channel=Channel.DAILY)
    return False


def _may_still_read(row: Message, about: models.Model | None) -> bool:
    """Followers are told of what is open to them now, not of what was when it was written."""
    if row.subscriber is None or about is None:
        return True
    notice = Notice.objects.filter(dedup_key=row.dedup_key).only("feed_id").first()
    feeds = [notice.feed_id] if notice and notice.feed_id else []
    subjects = [about, *subjects_of(feeds).values()]
    return all(may_read(row.subscriber, subject) for subject in subjects)


def _compose(
    row: Message, kind: MessageKind, about: models.Model | None, address: str
) -> EmailMultiAlternatives:
    rendered: Rendered = render(row, kind, about)
    mail = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[one_address(address)],
        headers={
            "Message-ID": row.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": row.language,
            **_unsubscribe_headers(row),
        },
    )
    if rendered.html:
        mail.attach_alternative(rendered.html, "text/html")
    return mail


def _unsubscribe_headers(row: Message) -> dict[str, str]:
    """Return what lets a mail program stop these mails with one click (RFC 2369, RFC 8058).

    The mail server's DKIM signature must cover both headers, or mail programs ignore them.
    """
    address = unsubscribe_url(row)
    if not address:
        return {}
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def current_address(row: Message) -> str:
    """Return where the person is reached now; nothing when they no longer are."""
    if row.email:
        return row.email
    person = row.user
    if row.subscriber is not None:
        if row.subscriber.user is None:
            return _confirmed(row.subscriber)
        person = row.subscriber.user
    return _address_of(person)


def _confirmed(subscriber: Subscriber) -> str:
    return subscriber.email if subscriber.confirmed_at else ""


def _address_of(person: AbstractBaseUser | None) -> str:
    if person is None or not person.is_active:
        return ""
    addresses = EmailAddress.objects.filter(user_id=person.pk, verified=True, primary=True)
    return addresses.values_list("email", flat=True).first() or ""


def free_stale_claims() -> int:
    """Give back what dead workers held; say loudly what is given up."""
    freed = 0
    for row in Message.objects.stale(timezone.now()):
        if row.free_lost_claim():
            freed += 1
        else:
            logger.error("Message %s was given up: five workers died over it.", row.pk)
    return freed
