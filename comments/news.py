"""What is new in a conversation for one person, within one daily window of digests.

Neither what they wrote nor what replies to them: of a reply they are told by itself.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from comments.models import Comment, Thread, ThreadEvent

_Action = ThreadEvent.Action
# What makes a comment readable for everybody.
SHOWN_BY = (_Action.WRITTEN, _Action.ANSWERED, _Action.RELEASED)
_READABLE = Q(comment__state=Comment.State.VISIBLE)


def count_for(person: int | None, thread: Thread, since: datetime, until: datetime) -> int:
    """Return how many comments came that can be read now; `person` is the key of an account."""
    came = _shown(thread, since, until).filter(_READABLE)
    if person is not None:
        came = came.exclude(Q(comment__author=person) | Q(comment__parent__author=person))
    return came.order_by().values("comment").distinct().count()


def people_at_the_beginning(thread: Thread, since: datetime, until: datetime) -> set[int]:
    """Return the accounts for which nothing may be new although something came.

    For such a person all of it is their own or replies to them, so the first of it is: two
    questions, however much came.
    """
    came = _shown(thread, since, until).order_by("at", "pk")
    firsts = [
        rows.values_list("comment__author", "comment__parent__author").first()
        for rows in (came, came.filter(_READABLE))
    ]
    return {person for pair in firsts if pair for person in pair if person is not None}


def _shown(thread: Thread, since: datetime, until: datetime) -> QuerySet[ThreadEvent]:
    return thread.history.filter(action__in=SHOWN_BY, at__gte=since, at__lt=until)
