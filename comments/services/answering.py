"""Staff answer, say that no answer is needed, and write where the conversation stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comments.exceptions import NothingToReplyTo, SummaryChanged
from comments.models import Comment, Thread, ThreadEvent
from comments.models.comment import require_state
from comments.services.announcing import announce_new
from comments.services.counting import locked, recount
from comments.services.history import record
from comments.services.locking import lock_comment
from comments.services.writing import (
    close_draft,
    next_number,
    next_reply_number,
    participant_number,
    sent_under,
)
from core.owners import owner_of
from core.transitions import TransitionNotAllowed
from notifications.services import notify, subscriber_of

if TYPE_CHECKING:
    from accounts.models import User

Action = ThreadEvent.Action


@transaction.atomic
def answer_comment(comment: Comment, *, text: str, by: User, key: UUID, at: datetime) -> Comment:
    """Answer for the municipality, also when the thread is closed. Sent twice it is one answer.

    An answer to a reply stands below the same beginning; the author of what was answered is
    told, and of the beginning too.

    Raises:
        NothingToReplyTo: the comment was hidden or deleted meanwhile.
        TransitionNotAllowed: who writes has no role here (any more).
    """
    thread = locked(comment.thread)
    if sent := sent_under(key, by):
        return sent
    comment = Comment.objects.select_related("author", "parent__author").get(pk=comment.pk)
    if not comment.is_visible:
        raise NothingToReplyTo
    beginning = comment.parent or comment
    answer = Comment.objects.create(
        thread=thread,
        parent=beginning,
        number=next_number(thread),
        reply_number=next_reply_number(beginning),
        author=by,
        author_number=participant_number(thread, by),
        text=text,
        is_official=True,
        role=role_in(thread, by),
        written_at=at,
    )
    close_draft(answer, key, at=at)
    recount(thread, answer)
    refresh_answered(beginning)
    record(thread, Action.ANSWERED, by=by, comment=answer, at=at)
    _tell(answer, [comment.author, beginning.author], by=by, at=at)
    return answer


@transaction.atomic
def needs_no_answer(comment: Comment, *, note: str, by: User, at: datetime) -> Comment:
    """Take a question off the list of those that wait, without an answer.

    Raises:
        TransitionNotAllowed: it is answered already, or not shown.
    """
    comment = lock_comment(comment)
    require_state(comment, Comment.State.VISIBLE)
    if comment.is_answered:
        raise TransitionNotAllowed(_("Kommentaren venter ikke på svar."))
    record(comment.thread, Action.NEEDS_NO_ANSWER, by=by, at=at, comment=comment, note=note)
    refresh_answered(comment)
    return comment


@transaction.atomic
def write_summary(
    thread: Thread, *, text: str, seen: datetime | None, by: User, at: datetime
) -> Thread:
    """Write where the conversation stands; the history keeps each wording.

    Raises:
        SummaryChanged: somebody saved another text after `seen`, the one that was shown.
        TransitionNotAllowed: who writes has no role here (any more).
    """
    thread = locked(thread)
    if thread.summary_at != seen and thread.summary != text:
        raise SummaryChanged(thread)
    thread.summarise(text, role=role_in(thread, by), by=by, at=at)
    record(thread, Action.SUMMARISED, by=by, at=at, note=text)
    return thread


def refresh_answered(beginning: Comment) -> None:
    """Let a comment be answered while a visible answer stands below it, or none is needed."""
    is_answered = (
        beginning.replies.visible().filter(is_official=True, is_of_elected=False).exists()
        or beginning.history.filter(action=Action.NEEDS_NO_ANSWER).exists()
    )
    beginning.mark_answered(is_answered=is_answered)


def role_in(thread: Thread, person: User) -> str:
    """Return the words under which a person speaks for the municipality in a thread.

    Raises:
        TransitionNotAllowed: the person has no role there (any more).
    """
    owner: Any = owner_of(thread)
    role: str = owner.role_of(person) if owner else ""
    if not role:
        raise TransitionNotAllowed(_("Du har ingen rolle her, så du kan ikke svare for kommunen."))
    return role


def _tell(answer: Comment, authors: list[User], *, by: User, at: datetime) -> None:
    """Tell each author once, as they have chosen; nobody is told of their own answer."""
    people = {person.pk: person for person in authors if person.pk != by.pk}
    told = [
        subscriber_of(person)
        for person in people.values()
        if person.is_active and not person.forgotten_at
    ]
    owner = announce_new(answer.thread, at=at)
    notify(told, kind="comments.official_answer", about=answer, feed=owner.feed, at=at)
