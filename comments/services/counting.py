"""The counts of a thread: of what everybody may read, and kept under its lock."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q

from comments.models import Comment, Thread
from core.owners import with_owners


def locked(thread: Thread) -> Thread:
    """Fetch the thread with its subject and hold it until the transaction ends.

    One writer at a time; the subject is read, not held.
    """
    return with_owners(Thread.objects.select_for_update(of=("self",))).get(pk=thread.pk)


def counts_of(thread: Thread) -> dict[str, Any]:
    """Return what the columns of the thread should hold."""
    return Comment.objects.filter(thread=thread).visible().aggregate(
        comment_count=Count("pk"),
        top_count=Count("pk", filter=Q(parent=None)),
        last_comment_at=Max("written_at"),
    )  # fmt: skip


def recount(thread: Thread, comment: Comment | None = None) -> None:
    """Count anew after a comment became readable, or is so no more.

    Held, hidden and deleted comments count nowhere, neither in numbers nor as the latest. The
    caller holds the thread's lock. `comment` is what changed: the replies of what it replies to
    are counted too.
    """
    for name, value in counts_of(thread).items():
        setattr(thread, name, value)
    thread.save(update_fields=["comment_count", "top_count", "last_comment_at"])
    if comment is not None and comment.parent_id:
        replies = Comment.objects.filter(parent_id=comment.parent_id).visible().count()
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=replies)
