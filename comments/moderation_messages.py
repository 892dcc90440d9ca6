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


def showing_is_due(comment: Comment, message: Message | Notice) -> bool:
    """Not when it cannot be read any more, or the subject is closed to who is told."""
    return comment.is_visible_to(_told(message))


def objection_decision_is_due(
    objection: CommentObjection,
    message: Message | Notice,  # noqa: ARG001
) -> bool:
    """Not when the author has left, or taken the words away."""
    return objection.comment.state != Comment.State.DELETED


def _told(row: Message | Notice) -> Any:
    """Return the account that is told, of which an author always has one."""
    return row.subscriber.user if row.subscriber else getattr(row, "user", None)


def comment_details(comment: Comment, _row: Message) -> dict[str, Any]:
    owner: Any = owner_of(comment.thread)
    return {"subject_title": owner.heading()}


def objection_details(objection: CommentObjection, row: Message) -> dict[str, Any]:
    return comment_details(objection.comment, row)


def of_its_comment(objection: CommentObjection, message: Message | Notice) -> str:  # noqa: ARG001
    comment = objection.comment
    return reverse("comments:comment", args=[comment.thread_id, comment.number])


KINDS = (
    MessageKind(
        code="comments.hidden",
        label=_("Din kommentar er skjult"),
        lane=Lane.IMMEDIATE,
        template="comments/email/hidden",
        details=comment_details,
        still_due=hiding_is_due,
    ),
    MessageKind(
        code="comments.released",
        label=_("Din kommentar kan læses"),
        lane=Lane.IMMEDIATE,
        template="comments/email/released",
        details=comment_details,
        still_due=showing_is_due,
    ),
    MessageKind(
        code="comments.objection_decided",
        label=_("Din indsigelse over en skjult kommentar er afgjort"),
        lane=Lane.IMMEDIATE,
        template="comments/email/objection_decided",
        details=objection_details,
        still_due=objection_decision_is_due,
        link=of_its_comment,
    ),
    MessageKind(
        code="comments.official_answer",
        label=_("Kommunen svarer på din kommentar"),
        lane=Lane.IMMEDIATE,
        template="comments/email/official_answer",
        details=comment_details,
        still_due=showing_is_due,
        channel=Channel.AT_ONCE,
        group=Group.TO_ME,
    ),
)
