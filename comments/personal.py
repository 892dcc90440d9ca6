"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments.models import (
    Comment,
    CommentDraft,
    CommentObjection,
    CommentVersion,
    Participant,
    Report,
    Support,
    Thread,
    ThreadEvent,
)
from comments.services.counting import locked, recount
from comments.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what the person wrote, supported, reported and objected to, and their steps."""
    comments = Comment.objects.filter(author=person).select_related("parent")
    comments = comments.prefetch_related("versions", "objections")
    supports = Support.objects.filter(user=person).select_related("comment")
    reports = Report.objects.filter(reporter=person).select_related("comment")
    return {
        "comments": [_comment(comment) for comment in comments.order_by("pk")],
        "supports": [
            {"comment": row.comment.get_absolute_url(), "at": row.at.isoformat()}
            for row in supports
        ],
        "reports": [
            {
                "comment": row.comment.get_absolute_url(),
                "at": row.at.isoformat(),
                "reason": row.reason,
                "text": row.text,
                "outcome": row.outcome,
            }
            for row in reports
        ],
        "drafts": [
            {"thread": row.thread_id, "text": row.text, "deleted_at": row.expires_at.isoformat()}
            for row in CommentDraft.objects.filter(person=person, comment=None)
        ],
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "thread": line.thread_id,
                "action": line.action,
                "note": line.note,
            }
            for line in ThreadEvent.objects.filter(by=person)
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Delete what the person said as a citizen; replies of others stay in their places.

    What staff have answered for the municipality, and who is elected for their office, stays,
    without their name and without the role that would tell it. That something was
    hidden or reported stays as a figure, without the words.
    """
    said = Comment.objects.filter(author=person, is_official=False)
    supported = Comment.objects.filter(supports__user=person)
    touched = Thread.objects.filter(Q(comments__in=said) | Q(comments__in=supported))
    # By key, as whoever locks several threads does.
    for thread in touched.distinct().order_by("pk"):
        _forget_in(locked(thread), person)
    CommentDraft.objects.filter(person=person).delete()
    Report.objects.filter(reporter=person).update(reporter=None, text="")
    Participant.objects.filter(user=person).delete()
    if not person.is_staff:
        ThreadEvent.objects.forget_people([person])


def _forget_in(thread: Thread, person: User) -> None:
    for comment in Comment.objects.filter(thread=thread, author=person, is_official=False):
        comment.thread = thread
        _forget_words(comment)
        recount(thread, comment)
        record(thread, ThreadEvent.Action.FORGOTTEN, by=None, comment=comment, at=timezone.now())
    supports = Support.objects.filter(comment__thread=thread, user=person)
    comments = list(Comment.objects.filter(supports__in=supports))
    supports.delete()
    for comment in comments:
        comment.support_count = comment.supports.count()
        comment.save(update_fields=["support_count"])


def _forget_words(comment: Comment) -> None:
    CommentVersion.objects.filter(comment=comment).delete()
    CommentObjection.objects.filter(comment=comment).update(text="")
    ThreadEvent.objects.filter(comment=comment).forget_words()
    comment.supports.all().delete()
    comment.support_count = 0
    comment.save(update_fields=["support_count"])
    if comment.state in (Comment.State.VISIBLE, Comment.State.HELD):
        comment.delete_by_author()
    else:
        comment.text = comment.hidden_note = ""
        comment.save(update_fields=["text", "hidden_note"])


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "thread": comment.thread_id,
        "number": comment.number,
        "path": comment.get_absolute_url(),
        "reply_to": comment.parent.number if comment.parent else None,
        "written_at": comment.written_at.isoformat(),
        "edited_at": comment.edited_at.isoformat() if comment.edited_at else None,
        "state": comment.state,
        "text": comment.text,
        "asks": comment.asks,
        "hidden_reason": comment.hidden_reason,
        "hidden_note": comment.hidden_note,
        "earlier_wordings": [
            {"text": version.text, "replaced_at": version.replaced_at.isoformat()}
            for version in comment.versions.all()
        ],
        "objections": [
            {
                "at": row.at.isoformat(),
                "text": row.text,
                "outcome": row.outcome,
                "answer": row.answer,
            }
            for row in comment.objections.all()
        ],
    }
