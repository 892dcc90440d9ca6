"""What waits for staff in the threads of their departments: the lists of the desk, and counts.

A list and its count are the same question; a constant number of questions, however much waits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
)
from django.utils.translation import gettext_lazy as _

from comments.models import (
    Comment,
    CommentObjection,
    CommentVersion,
    HideReason,
    Report,
    Thread,
)
from core.owners import headings, owner_of, with_owners

if TYPE_CHECKING:
    from accounts.models import User


class Tab(TextChoices):
    """The lists of the desk; the values stand in addresses."""

    REPORTED = "anmeldte", _("Anmeldte")
    HELD = "tilbageholdte", _("Tilbageholdte")
    OBJECTED = "indsigelser", _("Indsigelser")
    UNANSWERED = "venter-paa-svar", _("Venter på svar")


# Within so many days staff look at what waits: told to people, and a duty with that day.
DAYS = {Tab.REPORTED: 3, Tab.HELD: 2, Tab.OBJECTED: 14, Tab.UNANSWERED: 7}
_REPORTS = Report.objects.waiting().filter(comment=OuterRef("pk")).order_by("at")
_OBJECTIONS = CommentObjection.objects.waiting().filter(comment=OuterRef("pk"))
_WAITS = {
    Tab.REPORTED: Q(state=Comment.State.VISIBLE) & Q(Exists(_REPORTS)),
    Tab.HELD: Q(state=Comment.State.HELD),
    Tab.OBJECTED: Q(state=Comment.State.HIDDEN) & Q(Exists(_OBJECTIONS)),
    Tab.UNANSWERED: Q(state=Comment.State.VISIBLE, asks=True, is_answered=False),
}


def comments_of_my_departments(user: User | None) -> QuerySet[Comment]:
    return Comment.objects.filter(thread__in=Thread.objects.moderated_by(user))


def waiting(user: User | None, tab: Tab) -> QuerySet[Comment]:
    """Return the comments of one list, who has waited longest first, with `waits_since`."""
    since: Any = {
        Tab.REPORTED: Subquery(_REPORTS.values("at")[:1]),
        Tab.OBJECTED: Subquery(_OBJECTIONS.values("at")[:1]),
    }.get(tab, F("written_at"))
    found = comments_of_my_departments(user).filter(_WAITS[tab])
    return found.annotate(waits_since=since).order_by("waits_since", "pk")


def counts(user: User | None) -> dict[str, int]:
    """Return how much waits in each list: one question."""
    return comments_of_my_departments(user).order_by().aggregate(
        **{tab.name: Count("pk", filter=condition) for tab, condition in _WAITS.items()}
    )  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One comment at the desk, with what one must know to judge it."""

    comment: Comment
    subject: Any
    heading: str
    earlier: list[tuple[str, int]] = field(default_factory=list)

    @property
    def reports(self) -> list[Report]:
        return [report for report in self.comment.reports.all() if not report.outcome]

    @property
    def objection(self) -> CommentObjection | None:
        """Return what the author objected to the decision that stands."""
        hidden_at = self.comment.hidden_at
        made = [row for row in self.comment.objections.all() if hidden_at and row.at >= hidden_at]
        return made[-1] if made else None


def entries(comments: QuerySet[Comment]) -> list[Entry]:
    """Return comments with their context: parent, earlier wordings, reports, earlier hidings."""
    rows = list(_with_context(comments))
    earlier = _earlier_hidings(rows)
    told = headings(row.thread for row in rows)
    return [
        Entry(
            comment=row,
            subject=owner_of(row.thread),
            heading=told[row.thread_id],
            earlier=earlier.get(row.pk, []),
        )
        for row in rows
    ]


def _with_context(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    return (
        with_owners(comments, through="thread")
        .select_related("author", "parent__author", "hidden_by", "thread__department")
        .prefetch_related(
            Prefetch("versions", CommentVersion.objects.order_by("pk")),
            Prefetch("reports", Report.objects.select_related("reporter")),
            Prefetch(
                "objections", CommentObjection.objects.select_related("against", "decided_by")
            ),
        )
    )


def _earlier_hidings(rows: list[Comment]) -> dict[int, list[tuple[str, int]]]:
    """Return how many other comments of the same authors are hidden, and why: one question."""
    hidden = Comment.objects.filter(author__in={row.author_id for row in rows}).hidden()
    reasons: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, author, reason in hidden.values_list("pk", "author", "hidden_reason"):
        reasons[author][pk] = str(HideReason(reason).label)
    return {
        row.pk: Counter(
            reason for pk, reason in reasons[row.author_id].items() if pk != row.pk
        ).most_common()
        for row in rows
    }
