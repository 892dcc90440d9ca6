"""What people are told who take part in a project, and when it is no longer wanted."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Lane, Limit, MessageKind
from notifications.models import Message
from projects.models import Idea, Offer, PromiseAsk, TeamMember
from projects.services.giving_mails import (
    IDEA_ANSWERED,
    IDEA_HIDDEN,
    IDEA_SHOWN,
    INVITED,
    OFFER_ANSWERED,
    PROMISE_ASKED,
    REQUEST_ANSWERED,
    TAKEN_OFF_TEAM,
)

Status = TeamMember.Status


def invitation_is_due(member: TeamMember, message: Message) -> bool:
    """While it can still be taken, and the address is the one that was invited."""
    is_open = member.status == Status.INVITED and member.project.is_active
    return is_open and message.email == member.email


def request_answer_is_due(member: TeamMember, message: Message) -> bool:
    """Not when the person has left meanwhile, or something newer was decided."""
    return member.status in (Status.ON_TEAM, Status.DECLINED) and _is_newest(
        member.decided_at, message
    )


def removal_is_due(member: TeamMember, message: Message) -> bool:
    return member.status == Status.LEFT and _is_newest(member.decided_at, message)


def offer_answer_is_due(offer: Offer, message: Message) -> bool:
    return offer.status in Offer.ANSWERS and _is_newest(offer.answered_at, message)


def idea_answer_is_due(idea: Idea, message: Message) -> bool:
    """A mended answer has a mail of its own; what is hidden or deleted is not spoken of."""
    return idea.is_visible and _is_newest(idea.fate_at, message)


def idea_hiding_is_due(idea: Idea, message: Message) -> bool:  # noqa: ARG001
    return idea.state == Idea.State.HIDDEN


def idea_showing_is_due(idea: Idea, message: Message) -> bool:  # noqa: ARG001
    return idea.is_visible


def promise_question_is_due(ask: PromiseAsk, message: Message) -> bool:  # noqa: ARG001
    """While the time for answering runs; who has answered is not asked any more."""
    return ask.activity.takes_answers()


def idea_hiding_details(idea: Idea, message: Message) -> dict[str, Any]:  # noqa: ARG001
    """Return what staff wrote to the author when they hid it."""
    lines = idea.project.history.filter(
        action="hidden", about_model=idea._meta.label_lower, about_pk=str(idea.pk)
    )
    line = lines.first()
    return {"note": line.note if line else ""}


def _is_newest(moment: Any, message: Message) -> bool:
    return moment is not None and message.context.get("version") == moment.isoformat()


KINDS = (
    # Somebody on a team can type an address that is not theirs.
    MessageKind(
        code=INVITED,
        label=_("Invitation til et projekts hold"),
        lane=Lane.IMMEDIATE,
        template="projects/email/invited",
        still_due=invitation_is_due,
        limit=Limit.CANCEL,
    ),
    MessageKind(
        code=REQUEST_ANSWERED,
        label=_("Svar på ønsket om at komme med på et hold"),
        lane=Lane.IMMEDIATE,
        template="projects/email/request_answered",
        still_due=request_answer_is_due,
    ),
    MessageKind(
        code=TAKEN_OFF_TEAM,
        label=_("Man er ikke længere på et hold"),
        lane=Lane.IMMEDIATE,
        template="projects/email/taken_off_team",
        still_due=removal_is_due,
    ),
    MessageKind(
        code=OFFER_ANSWERED,
        label=_("Svar på et tilbud om hjælp"),
        lane=Lane.IMMEDIATE,
        template="projects/email/offer_answered",
        still_due=offer_answer_is_due,
    ),
    MessageKind(
        code=IDEA_ANSWERED,
        label=_("Det blev der af et bidrag"),
        lane=Lane.IMMEDIATE,
        template="projects/email/idea_answered",
        still_due=idea_answer_is_due,
    ),
    MessageKind(
        code=IDEA_HIDDEN,
        label=_("Et bidrag er skjult"),
        lane=Lane.IMMEDIATE,
        template="projects/email/idea_hidden",
        still_due=idea_hiding_is_due,
        details=idea_hiding_details,
    ),
    MessageKind(
        code=IDEA_SHOWN,
        label=_("Et bidrag kan læses af alle"),
        lane=Lane.IMMEDIATE,
        template="projects/email/idea_shown",
        still_due=idea_showing_is_due,
    ),
    MessageKind(
        code=PROMISE_ASKED,
        label=_("Spørgsmål, om et løfte blev holdt"),
        lane=Lane.BULK,
        template="projects/email/promise_asked",
        still_due=promise_question_is_due,
    ),
)
