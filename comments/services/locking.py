"""The order in which everybody takes locks: the thread, then the comment."""

from __future__ import annotations

from comments.models import Comment
from comments.services.counting import locked


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
