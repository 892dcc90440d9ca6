"""What authors are told by mail when staff have done something with their comment."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, CommentObjection
from core.owners import owner_of
from notifications.kinds import Group, Lane, MessageKind
from notifications.models import Channel, Message, Notice


def hiding_is_due(comment: Comment, message: Message | Notice) -> bool:  # noqa: ARG001
    """Not when it is shown again meanwhile: that has a mail of its own."""
    return comment.is_hidden


def showing_is_due(comment: Comment, message: Message | Notice) -> bool:  # noqa: ARG001
    return comment.is_visible and is_public(comment)


def objection_decision_is_due(
    objection: CommentObjection,
    message: Message | Notice,  # noqa: ARG001
) -> bool:
    """Not when the author has left, or taken the words away."""
    return objection.comment.state != Comment.State.DELETED


def is_public(comment: Comment) -> bool:
    """Tell whether everybody may read the subject: a subject taken down is told of no more."""
    owner: Any = owner_of(comment.thread)
    return owner is not None and owner.is_visible_to(None)


def of_its_comment(objection: CommentObjection, message: Message | Notice) -> str:  # noqa: ARG001
    comment = objection.comment
    return reverse("comments:comment", args=[comment.thread_id, comment.number])


KINDS = (
    MessageKind(
        code="comments.hidden",
        label=_("Din kommentar er skjult"),
        lane=Lane.IMMEDIATE,
        template="comments/email/hidden",
        still_due=hiding_is_due,
    ),
    MessageKind(
        code="comments.released",
        label=_("Din kommentar kan læses"),
        lane=Lane.IMMEDIATE,
        template="comments/email/released",
        still_due=showing_is_due,
    ),
    MessageKind(
        code="comments.objection_decided",
        label=_("Din indsigelse over en skjult kommentar er afgjort"),
        lane=Lane.IMMEDIATE,
        template="comments/email/objection_decided",
        still_due=objection_decision_is_due,
        link=of_its_comment,
    ),
    MessageKind(
        code="comments.official_answer",
        label=_("Kommunen svarer på din kommentar"),
        lane=Lane.IMMEDIATE,
        template="comments/email/official_answer",
        still_due=showing_is_due,
        channel=Channel.AT_ONCE,
        group=Group.TO_ME,
    ),
)
