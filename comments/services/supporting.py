"""Support: a person says "enig" to a comment, once, and may take it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from comments.exceptions import NothingToSupport
from comments.models import Comment, Support
from comments.services.counting import locked
from comments.services.writing import require_open

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def support(comment: Comment, *, by: User, at: datetime) -> int:
    """Support a comment; return how many do. A second time changes nothing.

    The unique row is what counts a person once; the thread's lock keeps the number right.

    Raises:
        ThreadClosed: the thread is closed.
        NothingToSupport: it cannot be read any more, or it is the person's own.
    """
    thread = locked(comment.thread)
    comment = Comment.objects.get(pk=comment.pk)
    require_open(thread, by)
    if not comment.is_visible or comment.is_written_by(by):
        raise NothingToSupport
    Support.objects.get_or_create(comment=comment, user=by, defaults={"at": at})
    return _count(comment)


@transaction.atomic
def unsupport(comment: Comment, *, by: User) -> int:
    """Take the support back; return how many are left. Possible in a closed thread, too."""
    locked(comment.thread)
    comment = Comment.objects.get(pk=comment.pk)
    comment.supports.filter(user=by).delete()
    return _count(comment)


def _count(comment: Comment) -> int:
    comment.support_count = comment.supports.count()
    comment.save(update_fields=["support_count"])
    return comment.support_count
