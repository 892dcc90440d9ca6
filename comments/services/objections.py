"""An author objects to a comment being hidden; another person than who hid it decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from comments.exceptions import HiddenByYourself
from comments.models import STAFF_WHO_MODERATE, Comment, CommentObjection, ThreadEvent
from comments.models.comment import require_state
from comments.services.author_mails import tell_author
from comments.services.history import record
from comments.services.locking import lock_comment, lock_to_judge
from comments.services.moderation import show_again

if TYPE_CHECKING:
    from accounts.models import User

Action = ThreadEvent.Action


def objections_since_hidden(comment: Comment) -> QuerySet[CommentObjection]:
    """Return what was objected to the decision that stands: at most one."""
    if comment.hidden_at is None:
        return comment.objections.none()
    return comment.objections.filter(at__gte=comment.hidden_at).order_by("-pk")


def may_object(comment: Comment, user: User | None) -> bool:
    """Tell whether a person may object now: theirs, hidden, and not objected to yet."""
    is_theirs = comment.is_hidden and comment.is_written_by(user)
    return is_theirs and not objections_since_hidden(comment).exists()


@transaction.atomic
def make_objection(comment: Comment, *, text: str, by: User, at: datetime) -> CommentObjection:
    """Receive an objection. Twice gives the same one.

    Raises:
        PermissionDenied: it is somebody else's comment.
        TransitionNotAllowed: the comment is not hidden, or the objection is decided already.
    """
    comment = lock_comment(comment)
    if not comment.is_written_by(by):
        raise PermissionDenied
    require_state(comment, Comment.State.HIDDEN)
    made = objections_since_hidden(comment).first()
    if made is not None:
        made.require_waiting()
        return made
    objection = CommentObjection.objects.create(
        comment=comment, text=text, against=comment.hidden_by, at=at
    )
    record(comment.thread, Action.OBJECTED, by=None, at=at, comment=comment)
    return objection


@transaction.atomic
def decide_objection(
    objection: CommentObjection, *, is_upheld: bool, answer: str, by: User, at: datetime
) -> CommentObjection:
    """Show the comment again, or leave it hidden; the author is told why.

    Raises:
        WrittenByYourself: it is the person's own comment.
        HiddenByYourself: it is the decision of the very person, also of a superuser.
        TransitionNotAllowed: somebody has decided already.
    """
    comment = lock_to_judge(objection.comment, by)
    objection = CommentObjection.objects.select_for_update().get(pk=objection.pk)
    objection.comment = comment
    if objection.against_id == by.pk:
        raise HiddenByYourself
    objection.decide(is_upheld=is_upheld, answer=answer, by=by, at=at)
    note = f"{objection.get_outcome_display()}. {answer}"
    record(comment.thread, Action.OBJECTION_DECIDED, by=by, at=at, comment=comment, note=note)
    if is_upheld:
        show_again(comment, note=answer, by=by, at=at)
    tell_author(comment, "comments.objection_decided", version=str(objection.pk), about=objection)
    return objection


def who_may_decide(objection: CommentObjection) -> QuerySet[User]:
    """Return the people of the department who neither hid nor wrote it themselves."""
    comment = objection.comment
    return colleagues_of(comment.thread.department_id, objection.against_id, comment.author_id)


def colleagues_of(department: int, *left_out: int | None) -> QuerySet[User]:
    """Return who moderates in a department, but for those who have had to do with the matter."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return (
        people.filter(
            department_roles__department=department,
            department_roles__group__name__in=STAFF_WHO_MODERATE,
        )
        .exclude(pk__in=[key for key in left_out if key])
        .distinct()
        .order_by("full_name", "pk")
    )
