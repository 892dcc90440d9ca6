"""What people are told by mail about hearings and answers, and when it is no longer wanted."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hearings.models import Change, Hearing, Objection, Response
from hearings.party_messages import PARTY_KINDS
from hearings.replies import own_responses, told_responses
from hearings.told import (
    followers_of_change,
    followers_of_earlier_hearing,
    followers_of_hearing,
    whom_it_concerns,
)
from notifications.kinds import Group, Lane, Limit, MessageKind, register
from notifications.models import Announcement, Channel, Message, Notice

# What is told to those who answered (a message), and to followers (announced, a notice).
News = Message | Notice | Announcement


def receipt_is_due(response: Response, message: Message) -> bool:
    """Not when the answer was forgotten, or the address is no longer (or never was) its own."""
    return response.forgotten_at is None and message.email in ("", response.email)


def decline_is_due(response: Response, message: Message) -> bool:
    return response.status == Response.Status.DECLINED and receipt_is_due(response, message)


def withdrawal_is_due(response: Response, message: Message) -> bool:
    return response.status == Response.Status.WITHDRAWN and receipt_is_due(response, message)


def objection_receipt_is_due(objection: Objection, message: Message) -> bool:
    return objection.is_waiting and receipt_is_due(objection.response, message)


def objection_decision_is_due(objection: Objection, message: Message) -> bool:
    """Not when the author has taken the response back meanwhile."""
    is_there = objection.response.status != Response.Status.WITHDRAWN
    return is_there and receipt_is_due(objection.response, message)


def extension_is_due(hearing: Hearing, message: News) -> bool:
    """Only while the deadline that it tells about is the hearing's: a later one has its own."""
    is_newest = not hearing.extensions.filter(at__gt=message.created_at).exists()
    return hearing.status == Hearing.Status.PUBLISHED and is_newest and _is_still_theirs(message)


def material_change_is_due(hearing: Hearing, message: News) -> bool:
    """A later change has a mail of its own, and leads to the same page."""
    is_newest = not hearing.material_changes.filter(at__gt=message.created_at).exists()
    is_on = hearing.status in (Hearing.Status.PUBLISHED, Hearing.Status.DECIDED)
    return is_on and is_newest and _is_still_theirs(message)


def next_hearing_is_due(hearing: Hearing, message: News) -> bool:
    return hearing.status == Hearing.Status.PUBLISHED and _is_still_theirs(message)


def hearing_withdrawal_is_due(hearing: Hearing, message: News) -> bool:
    return hearing.status == Hearing.Status.WITHDRAWN and _is_still_theirs(message)


def decision_is_due(hearing: Hearing, message: News) -> bool:
    return hearing.status == Hearing.Status.DECIDED and _is_still_theirs(message)


def change_done_is_due(change: Change, message: News) -> bool:
    return change.status == Change.Status.DONE and _is_still_theirs(message)


def change_dropped_is_due(change: Change, message: News) -> bool:
    return change.status == Change.Status.DROPPED and _is_still_theirs(message)


def white_paper_is_due(hearing: Hearing, message: News) -> bool:
    """While that version is published, to followers and to whose responses still count."""
    papers = hearing.white_papers.published().filter(pk=message.context.get("paper_id") or 0)
    if hearing.status == Hearing.Status.WITHDRAWN or not papers.exists():
        return False
    return _is_still_theirs(message)


def opening_is_due(hearing: Hearing, message: News) -> bool:  # noqa: ARG001  (the calendar decides)
    return hearing.is_open()


def deadline_is_due(hearing: Hearing, message: News) -> bool:
    """While it is open, and the deadline is still the one that comes near."""
    return hearing.is_open() and message.context["closes_at"] == hearing.closes_at.isoformat()


def changes_address(hearing: Hearing, message: News) -> str:  # noqa: ARG001
    return hearing.changes_url


def white_paper_address(hearing: Hearing, message: News) -> str:  # noqa: ARG001
    return reverse("hearings:white_paper", args=[hearing.number, hearing.slug])


def change_address(change: Change, message: News) -> str:  # noqa: ARG001
    return f"{change.hearing.get_absolute_url()}#gjort"


def _is_still_theirs(message: News) -> bool:
    """Followers have no responses; the others are told while one of theirs still counts."""
    if not told_responses(message):
        return True
    return isinstance(message, Message) and own_responses(message).exists()


# What keeps the hearing fair: objections, and what changes after people have read it.
FAIRNESS_KINDS = [
    MessageKind(
        code="hearings.objection_received",
        label=_("Kvittering for indsigelse"),
        lane=Lane.IMMEDIATE,
        template="hearings/email/objection_received",
        still_due=objection_receipt_is_due,
    ),
    MessageKind(
        code="hearings.objection_decided",
        label=_("Indsigelsen er afgjort"),
        lane=Lane.IMMEDIATE,
        template="hearings/email/objection_decided",
        still_due=objection_decision_is_due,
    ),
    MessageKind(
        code="hearings.material_changed",
        label=_("Materialet er ændret efter åbningen"),
        lane=Lane.BULK,
        template="hearings/email/material_changed",
        still_due=material_change_is_due,
        channel=Channel.DAILY,
        audience=followers_of_hearing,
        link=changes_address,
    ),
    MessageKind(
        code="hearings.next_hearing_published",
        label=_("En ny høring om samme sag er offentliggjort"),
        lane=Lane.BULK,
        template="hearings/email/next_hearing_published",
        still_due=next_hearing_is_due,
        channel=Channel.DAILY,
        audience=followers_of_earlier_hearing,
    ),
]


# What the administration decides about the hearing.
STEP_KINDS = [
    MessageKind(
        code="hearings.deadline_extended",
        label=_("Fristen er forlænget"),
        lane=Lane.BULK,
        template="hearings/email/deadline_extended",
        still_due=extension_is_due,
        channel=Channel.DAILY,
        audience=followers_of_hearing,
    ),
    MessageKind(
        code="hearings.hearing_withdrawn",
        label=_("Forslaget er trukket tilbage"),
        lane=Lane.BULK,
        template="hearings/email/hearing_withdrawn",
        still_due=hearing_withdrawal_is_due,
        channel=Channel.DAILY,
        audience=followers_of_hearing,
    ),
    MessageKind(
        code="hearings.hearing_decided",
        label=_("Der er truffet beslutning"),
        lane=Lane.BULK,
        template="hearings/email/hearing_decided",
        still_due=decision_is_due,
        channel=Channel.DAILY,
        audience=followers_of_hearing,
    ),
]


# What the calendar brings; announced by services/coming.py.
COMING_KINDS = [
    MessageKind(
        code="hearings.opened",
        label=_("En høring om min bydel eller mit emne åbner"),
        lane=Lane.BULK,
        template="hearings/email/opened",
        still_due=opening_is_due,
        channel=Channel.DAILY,
        group=Group.NEAR,
        audience=whom_it_concerns,
    ),
    MessageKind(
        code="hearings.deadline_near",
        label=_("Fristen i en høring nærmer sig"),
        lane=Lane.BULK,
        template="hearings/email/deadline_near",
        still_due=deadline_is_due,
        channel=Channel.DAILY,
        audience=followers_of_hearing,
    ),
]


def register_kinds() -> None:
    register(*FAIRNESS_KINDS, *STEP_KINDS, *COMING_KINDS)
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
    register(*PARTY_KINDS)
    _register_kinds_of_the_answer()


def _register_kinds_of_the_answer() -> None:
    register(
        MessageKind(
            code="hearings.white_paper_published",
            label=_("Hvidbogen er udgivet"),
            lane=Lane.BULK,
            template="hearings/email/white_paper_published",
            still_due=white_paper_is_due,
            channel=Channel.DAILY,
            audience=followers_of_hearing,
            link=white_paper_address,
        ),
        MessageKind(
            code="hearings.change_done",
            label=_("En lovet ændring er udført"),
            lane=Lane.BULK,
            template="hearings/email/change_done",
            still_due=change_done_is_due,
            channel=Channel.DAILY,
            audience=followers_of_change,
            link=change_address,
        ),
        MessageKind(
            code="hearings.change_dropped",
            label=_("En lovet ændring bliver ikke til noget"),
            lane=Lane.BULK,
            template="hearings/email/change_dropped",
            still_due=change_dropped_is_due,
            channel=Channel.DAILY,
            audience=followers_of_change,
            link=change_address,
        ),
    )
