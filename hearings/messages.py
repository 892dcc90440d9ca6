"""What people are told by mail about hearings and answers, and when it is no longer wanted."""

from django.utils.translation import gettext_lazy as _

from hearings.models import Hearing, Response
from notifications.kinds import Lane, Limit, MessageKind, register
from notifications.models import Message


def receipt_is_due(response: Response, message: Message) -> bool:
    """Not when the answer was forgotten, or the address is no longer (or never was) its own."""
    return response.forgotten_at is None and message.email in ("", response.email)


def decline_is_due(response: Response, message: Message) -> bool:
    return response.status == Response.Status.DECLINED and receipt_is_due(response, message)


def withdrawal_is_due(response: Response, message: Message) -> bool:
    return response.status == Response.Status.WITHDRAWN and receipt_is_due(response, message)


def extension_is_due(hearing: Hearing, message: Message) -> bool:
    """Only while the deadline that it tells about is the hearing's: a later one has its own."""
    is_newest = not hearing.extensions.filter(at__gt=message.created_at).exists()
    return hearing.status == Hearing.Status.PUBLISHED and is_newest and _answer_counts(message)


def hearing_withdrawal_is_due(hearing: Hearing, message: Message) -> bool:
    return hearing.status == Hearing.Status.WITHDRAWN and _answer_counts(message)


def decision_is_due(hearing: Hearing, message: Message) -> bool:
    return hearing.status == Hearing.Status.DECIDED and _answer_counts(message)


def white_paper_is_due(hearing: Hearing, message: Message) -> bool:
    is_told = hearing.white_paper_published_at is not None
    return is_told and hearing.status != Hearing.Status.WITHDRAWN and _answer_counts(message)


def _answer_counts(message: Message) -> bool:
    """Followers have no answer; an author who has taken theirs back is not told any more.

    The mail carries the private link: an address that is no longer the answer's must not get it.
    """
    answer = message.context.get("response_id")
    if answer is None:
        return True
    rows = Response.objects.counted().filter(pk=answer, forgotten_at=None)
    if message.email:
        return rows.filter(email__iexact=message.email).exists()
    return rows.filter(person=message.user).exists()


def register_kinds() -> None:
    _register_what_happens_to_an_answer()
    _register_what_happens_to_a_hearing()


def _register_what_happens_to_an_answer() -> None:
    register(
        MessageKind(
            code="hearings.receipt",
            label=_("Kvittering for høringssvar"),
            lane=Lane.IMMEDIATE,
            template="hearings/email/receipt",
            still_due=receipt_is_due,
            limit=Limit.DELAY,
        ),
        MessageKind(
            code="hearings.response_withdrawn",
            label=_("Kvittering for, at et svar er trukket tilbage"),
            lane=Lane.IMMEDIATE,
            template="hearings/email/response_withdrawn",
            still_due=withdrawal_is_due,
            limit=Limit.DELAY,
        ),
        MessageKind(
            code="hearings.response_declined",
            label=_("Svar bliver ikke offentliggjort"),
            lane=Lane.IMMEDIATE,
            template="hearings/email/response_declined",
            still_due=decline_is_due,
        ),
    )


def _register_what_happens_to_a_hearing() -> None:
    register(
        MessageKind(
            code="hearings.deadline_extended",
            label=_("Fristen er forlænget"),
            lane=Lane.BULK,
            template="hearings/email/deadline_extended",
            still_due=extension_is_due,
        ),
        MessageKind(
            code="hearings.hearing_withdrawn",
            label=_("Forslaget er trukket tilbage"),
            lane=Lane.BULK,
            template="hearings/email/hearing_withdrawn",
            still_due=hearing_withdrawal_is_due,
        ),
        MessageKind(
            code="hearings.hearing_decided",
            label=_("Der er truffet beslutning"),
            lane=Lane.BULK,
            template="hearings/email/hearing_decided",
            still_due=decision_is_due,
        ),
        MessageKind(
            code="hearings.white_paper_published",
            label=_("Hvidbogen er udgivet"),
            lane=Lane.BULK,
            template="hearings/email/white_paper_published",
            still_due=white_paper_is_due,
        ),
    )
