"""What must be true of conversations at every moment, also after a crash or a restore."""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from comments.models import Comment, Support, Thread

_VISIBLE = Q(state=Comment.State.VISIBLE)


def violations() -> dict[str, QuerySet[Any, Any]]:
    """Return queries by what they find; each must find nothing."""
    comments = Comment.objects.order_by()
    return {
        "a thread counts other comments than can be read": _differing(
            Thread.objects.order_by(), "comment_count", comments.filter(_VISIBLE), "thread"
        ),
        "a thread counts other beginnings than can be read": _differing(
            Thread.objects.order_by(),
            "top_count",
            comments.filter(_VISIBLE, parent=None),
            "thread",
        ),
        "a comment counts other replies than can be read": _differing(
            comments, "reply_count", comments.filter(_VISIBLE), "parent"
        ),
        "a comment counts other supports than there are": _differing(
            comments, "support_count", Support.objects.order_by(), "comment"
        ),
        "a thread would give a number again": Thread.objects.filter(
            comments__number__gt=F("last_number")
        ).distinct(),
        "a thread would give a pseudonym again": Thread.objects.filter(
            participants__number__gt=F("last_author_number")
        ).distinct(),
        "a reply stands in another thread": comments.filter(parent__isnull=False).exclude(
            parent__thread=F("thread")
        ),
        "a reply stands below a reply": comments.filter(parent__parent__isnull=False),
        "a deleted comment still has words": comments.filter(
            state=Comment.State.DELETED
        ).exclude(text=""),
    }  # fmt: skip


def _differing(rows: QuerySet[Any], column: str, counted: QuerySet[Any], key: str) -> QuerySet[Any]:
    """Return the rows whose column is not the number of the counted rows that point at them."""
    mine = counted.filter(**{key: OuterRef("pk")}).values(key).annotate(n=Count("pk"))
    return rows.annotate(found=Coalesce(Subquery(mine.values("n")), 0)).exclude(
        **{column: F("found")}
    )
