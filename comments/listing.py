"""Which comments stand on a page, in which order, and on which page one stands.

Every page costs the same whether the thread has 20 comments or 5,000.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, CommentQuerySet, Support, Thread
from core.owners import owner_of, with_owners

if TYPE_CHECKING:
    from accounts.models import User

PER_PAGE = 20
# So many replies stand below a comment in the list; so many are read to find them, when some of
# the first ones are gone.
FIRST_REPLIES = 3
REPLIES_READ = 6

ORDERS = {
    "nyeste": (_("Nyeste"), ("-number",)),
    "aeldste": (_("Ældste"), ("number",)),
    "stoette": (_("Mest støttede"), ("-support_count", "-number")),
    "ubesvarede": (_("Uden svar fra kommunen"), ("-number",)),
}
NEWEST = "nyeste"
UNANSWERED = "ubesvarede"


def thread_seen_by(person: User | None, pk: int) -> tuple[Thread, Any]:
    """Return a thread with its subject.

    Raises:
        Http404: there is none, or the person may not see the subject.
    """
    thread = with_owners(Thread.objects.select_related("department")).filter(pk=pk).first()
    owner: Any = owner_of(thread) if thread else None
    if thread is None or owner is None or not owner.is_visible_to(person):
        raise Http404
    return thread, owner


def comment_seen_by(person: User | None, thread: Thread, number: int) -> Comment:
    """Return a comment that has a place on this person's pages, with what it replies to.

    Raises:
        Http404: there is none, or it waits to be read, or it is deleted without a trace.
    """
    found = _written(thread).shown_to(person).filter(number=number)
    comment = found.select_related("parent__author").first()
    if comment is None:
        raise Http404
    if comment.parent:
        comment.parent.thread = thread
    comment.thread = thread
    return comment


def beginnings(thread: Thread, person: User | None, order: str = NEWEST) -> CommentQuerySet:
    """Return what stands on the pages of a thread, in one of the ORDERS."""
    comments = _written(thread).top_level()
    comments = comments.unanswered() if order == UNANSWERED else comments.shown_to(person)
    return comments.order_by(*ORDERS[order][1])


def replies_to(comment: Comment, person: User | None) -> CommentQuerySet:
    """Return the replies to a comment: the municipality's first, then as they were written."""
    replies = _written(comment.thread).filter(parent=comment).shown_to(person)
    return replies.order_by("-is_official", "reply_number")


def page_of(comments: CommentQuerySet, asked: str | None) -> Page:
    return Paginator(comments, PER_PAGE).get_page(asked)


def first_replies(
    thread: Thread, comments: Iterable[Comment], person: User | None
) -> dict[int, list[Comment]]:
    """Return, for each comment, the municipality's replies and the first of the others."""
    keys = [comment.pk for comment in comments if comment.last_reply_number]
    below: dict[int, list[Comment]] = {key: [] for key in keys}
    if not keys:
        return below
    near = Q(reply_number__lte=REPLIES_READ) | Q(is_official=True)
    found = _written(thread).filter(near, parent__in=keys).shown_to(person)
    for reply in found.order_by("-is_official", "reply_number"):
        replies = below[reply.parent_id or 0]
        others = sum(not row.is_official for row in replies)
        if reply.is_official or others < FIRST_REPLIES:
            replies.append(reply)
    return below


def supported_by(person: User | None, comments: Iterable[Comment]) -> set[int]:
    """Return the keys of those comments that a person supports; nobody asks for a visitor."""
    if person is None:
        return set()
    keys = [comment.pk for comment in comments]
    supports = Support.objects.filter(user=person, comment__in=keys)
    return set(supports.values_list("comment_id", flat=True))


def newest(thread: Thread, most: int) -> list[Comment]:
    """Return the newest beginnings that everybody may read."""
    found = _written(thread).visible().top_level().order_by("-number")
    return list(found[:most])


def place_in_thread(comment: Comment, person: User | None) -> int:
    """Return the page on which a beginning stands when the newest are first."""
    before = beginnings(comment.thread, person).filter(number__gt=comment.number)
    return before.count() // PER_PAGE + 1


def place_among_replies(reply: Comment, person: User | None) -> int:
    """Return the page on which a reply stands below its comment."""
    assert reply.parent is not None
    others = replies_to(reply.parent, person)
    earlier = Q(is_official=reply.is_official, reply_number__lt=reply.reply_number)
    if not reply.is_official:
        earlier |= Q(is_official=True)
    return others.filter(earlier).count() // PER_PAGE + 1


def _written(thread: Thread) -> CommentQuerySet:
    return Comment.objects.filter(thread=thread).select_related("author")
