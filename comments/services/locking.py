"""The order in which everybody takes locks: the thread, then the comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.exceptions import WrittenByYourself
from comments.models import Comment
from comments.services.counting import locked

if TYPE_CHECKING:
    from accounts.models import User


def lock_comment(comment: Comment) -> Comment:
    """Lock a comment's thread, then the comment, and read both again."""
    thread = locked(comment.thread)
    found = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("author", "parent__author")
        .get(pk=comment.pk)
    )
    found.thread = thread
    return found


def lock_to_judge(comment: Comment, by: User) -> Comment:
    """Lock a comment for who says that it may be read; that is never its author (FVL § 3).

    Raises:
        WrittenByYourself: the person's own, also of a superuser.
    """
    comment = lock_comment(comment)
    if comment.is_written_by(by):
        raise WrittenByYourself
    return comment
