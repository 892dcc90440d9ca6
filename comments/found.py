"""What the apps that own threads give to the search: the comments that everybody may read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, CommentVersion, Thread
from core.owners import owner_of, with_owners
from core.search import Hit, SearchKind, SearchRow, SearchSource

COMMENT = SearchKind("kommentar", _("Kommentar"), _("Kommentarer"), 90, "democracy")


def comment_source(
    name: str, *, public_threads: Callable[[datetime], dict[str, Any]], titles: tuple[str, ...] = ()
) -> SearchSource:
    """Return the source of the comments below one kind of subject.

    `public_threads(at)` is the condition on `Comment` under which everybody may read the subject;
    `titles` are the columns that make its heading. A name is never put into the index: who is
    protected tomorrow is found under no name today.
    """

    def public(at: datetime) -> QuerySet[Comment]:
        """Add which wording is read: an older copy is shown to nobody."""
        older = CommentVersion.objects.filter(comment=OuterRef("pk")).order_by("-pk")
        wording = Coalesce(Subquery(older.values("pk")[:1]), Value(0))
        return Comment.objects.visible().filter(**public_threads(at)).annotate(version=wording)

    def rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
        found = list(public(at).filter(pk__in=keys))
        threads = with_owners(Thread.objects.filter(pk__in={row.thread_id for row in found}))
        headings = {thread.pk: _heading_of(thread) for thread in threads}
        return [_row(comment, headings[comment.thread_id]) for comment in found]

    return SearchSource(
        name=name,
        kind=COMMENT,
        public=public,
        rows=rows,
        columns=("number", *titles),
        titled=title_of_comment,
        guards=("version",),
    )


def title_of_comment(hit: Hit) -> str:
    return gettext("Kommentar %(number)d") % {"number": int(hit.state)}


def _heading_of(thread: Thread) -> str:
    owner: Any = owner_of(thread)
    heading: str = owner.heading()
    return heading


def _row(comment: Comment, heading: str) -> SearchRow:
    return SearchRow(
        subject=comment.pk,
        title="",
        text=comment.text,
        context=heading,
        path=comment.get_absolute_url(),
        at=comment.written_at,
        state=str(comment.number),
        version=comment.version,  # type: ignore[attr-defined]
    )
