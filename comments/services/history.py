"""The one way to write a line of a thread's history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from comments.models import Comment, Thread, ThreadEvent

if TYPE_CHECKING:
    from accounts.models import User


def record(
    thread: Thread,
    action: ThreadEvent.Action,
    *,
    by: User | None,
    comment: Comment | None = None,
    at: datetime,
    note: str = "",
    reason: str = "",
) -> ThreadEvent:
    """Write one line of history, in the caller's transaction.

    The author's own steps stand there without a name: the comment tells whose they are, and a
    person who is forgotten leaves no name behind.
    """
    return ThreadEvent.objects.create(
        thread=thread, comment=comment, action=action, by=by, at=at, note=note, reason=reason
    )
