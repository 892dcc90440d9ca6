"""What an author does: write, edit, delete. Each step holds the thread's lock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from comments.exceptions import AnswerStands, NothingToReplyTo, ThreadClosed, TooLateToEdit
from comments.models import (
    Comment,
    CommentDraft,
    CommentVersion,
    Participant,
    Thread,
    ThreadEvent,
)
from comments.screening import reason_to_hold
from comments.services.announcing import tell_of
from comments.services.counting import locked, recount
from comments.services.history import record
from core.owners import owner_of

if TYPE_CHECKING:
    from accounts.models import User

DRAFT_TIME = timedelta(hours=24)
Action = ThreadEvent.Action


@transaction.atomic
def write_comment(
    thread: Thread,
    *,
    author: User,
    text: str,
    asks: bool = False,
    is_official: bool = False,
    parent: Comment | None = None,
    key: UUID,
    at: datetime,
) -> Comment:
    """Write a comment, or a reply to one. A form that is sent twice makes one.

    A reply to a reply stands below the same beginning: there are two levels. Who is elected may
    reply officially (`is_official`): it stands first, and a question goes on waiting for the
    administration. Whose seat has ended meanwhile has written as everybody does.

    Raises:
        ThreadClosed: it is closed, or not everybody may read its subject.
        NothingToReplyTo: the comment was hidden or deleted meanwhile.
    """
    thread = locked(thread)
    if sent := sent_under(key, author):
        return sent
    require_open(thread, author)
    beginning = _beginning_of(parent)
    role = role_of_author(thread, author)
    speaks_for_office = bool(is_official and role and beginning)
    comment = Comment(
        thread=thread,
        parent=beginning,
        answered=parent if beginning != parent else None,
        number=next_number(thread),
        reply_number=next_reply_number(beginning),
        author=author,
        author_number=participant_number(thread, author),
        text=text,
        role=role,
        is_official=speaks_for_office,
        is_of_elected=speaks_for_office,
        asks=asks and beginning is None,
        written_at=at,
    )
    _screen(comment)
    comment.save()
    close_draft(comment, key, at=at)
    record(thread, Action.WRITTEN, by=None, comment=comment, at=at)
    _count_or_note_held(comment, at=at)
    if comment.is_visible:
        tell_of(comment, at=at)
    return comment


def role_of_author(thread: Thread, author: User) -> str:
    """Return the words under which somebody speaks who is elected, such as a mayor.

    The words stay with the comment when the role has ended. Staff who answer do so at the desk,
    and write here as citizens; who is protected has no role: it would say who they are.
    """
    owner: Any = owner_of(thread)
    if owner is None or author.protected or owner.allows(author, "answer_comments"):
        return ""
    role: str = owner.role_of(author)
    return role


@transaction.atomic
def edit_comment(comment: Comment, *, text: str, at: datetime) -> Comment:
    """Change the words within 15 minutes; moderators can read what stood there before.

    The new words are looked through like the first ones, so that nothing is slipped in.

    Raises:
        ThreadClosed: the thread is closed.
        TooLateToEdit: the time has passed, or the comment is hidden or deleted.
    """
    thread = locked(comment.thread)
    comment = Comment.objects.select_related("author").get(pk=comment.pk)
    comment.thread = thread
    require_open(thread, comment.author)
    if not comment.may_be_edited(at):
        raise TooLateToEdit
    if comment.text == text:
        return comment
    CommentVersion.objects.create(comment=comment, text=comment.text, replaced_at=at)
    comment.text, comment.edited_at = text, at
    was_visible = comment.is_visible
    if was_visible and not comment.is_official:
        _screen(comment)
    comment.save(update_fields=["text", "edited_at", "state", "held_for"])
    record(thread, Action.EDITED, by=None, comment=comment, at=at)
    if was_visible:
        _count_or_note_held(comment, at=at)
    return comment


@transaction.atomic
def delete_comment(comment: Comment, *, at: datetime) -> Comment:
    """Take the words away for good, with what they were before; replies stay in their place.

    Raises:
        TransitionNotAllowed: it is hidden or deleted already.
        AnswerStands: it is an answer of the municipality.
    """
    thread = locked(comment.thread)
    comment = Comment.objects.get(pk=comment.pk)
    comment.thread = thread
    if comment.is_official:
        raise AnswerStands
    comment.delete_by_author()
    comment.versions.all().delete()
    comment.supports.all().delete()
    comment.support_count = 0
    comment.save(update_fields=["support_count"])
    record(thread, Action.DELETED, by=None, comment=comment, at=at)
    recount(thread, comment)
    return comment


def sent_under(key: UUID, author: User | None) -> Comment | None:
    """Return the comment that a person's form with this key has become."""
    if author is None:
        return None
    return Comment.objects.filter(
        pk__in=CommentDraft.objects.filter(key=key).values("comment"), author=author
    ).first()


def require_open(thread: Thread, person: User | None = None) -> None:
    """Raise ThreadClosed unless the thread is open and everybody may read its subject.

    A private one is open to the persons who may see its subject at this moment.
    """
    if not (thread.is_open and thread.is_shared_with(person)):
        raise ThreadClosed


def participant_number(thread: Thread, person: User) -> int:
    """Return the number of a person's pseudonym in the thread: the next one at first."""
    known = Participant.objects.filter(thread=thread, user=person).first()
    if known is not None:
        return known.number
    thread.last_author_number += 1
    thread.save(update_fields=["last_author_number"])
    number: int = thread.last_author_number
    Participant.objects.create(thread=thread, user=person, number=number)
    return number


def _beginning_of(answered: Comment | None) -> Comment | None:
    """Return the comment that a reply stands below, read again under the lock."""
    if answered is None:
        return None
    answered = Comment.objects.select_related("parent__author", "author").get(pk=answered.pk)
    if not answered.is_visible:
        raise NothingToReplyTo
    return answered.parent or answered


def next_number(thread: Thread) -> int:
    thread.last_number += 1
    thread.save(update_fields=["last_number"])
    return thread.last_number


def next_reply_number(beginning: Comment | None) -> int | None:
    if beginning is None:
        return None
    beginning.last_reply_number += 1
    beginning.save(update_fields=["last_reply_number"])
    return beginning.last_reply_number


def _screen(comment: Comment) -> None:
    reason = reason_to_hold(comment.thread, comment.author, comment.text)
    if reason:
        comment.hold(reason)


def _count_or_note_held(comment: Comment, *, at: datetime) -> None:
    """Count what everybody may read; note what waits to be read first."""
    recount(comment.thread, comment)
    if not comment.is_visible:
        why = str(comment.get_held_for_display())
        record(comment.thread, Action.HELD, by=None, comment=comment, at=at, note=why)


def close_draft(comment: Comment, key: UUID, *, at: datetime) -> None:
    """Remember under which key it was sent; the words stand in the comment alone."""
    CommentDraft.objects.update_or_create(
        key=key,
        defaults={
            "thread": comment.thread,
            "parent": comment.parent,
            "person": comment.author,
            "text": "",
            "comment": comment,
            "expires_at": at + DRAFT_TIME,
        },
    )
