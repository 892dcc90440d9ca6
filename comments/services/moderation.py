"""Staff keep a thread decent: what is reported, held, hidden and shown again, and closing it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from comments.exceptions import EditedMeanwhile
from comments.models import Comment, Report, Thread, ThreadEvent
from comments.models.comment import require_state
from comments.services.announcing import tell_of
from comments.services.answering import refresh_answered
from comments.services.author_mails import tell_author
from comments.services.counting import locked, recount
from comments.services.history import record
from comments.services.locking import lock_comment, lock_to_judge
from core.transitions import TransitionNotAllowed

if TYPE_CHECKING:
    from accounts.models import User

Action = ThreadEvent.Action


@transaction.atomic
def report_comment(
    comment: Comment, *, reporter: User | None, reason: str, text: str, at: datetime
) -> Report:
    """Receive a report, also without an account. A person's second one waits as the first.

    Who reported is nobody's business but that of staff: the history does not name them.

    Raises:
        TransitionNotAllowed: the comment is not shown (any more).
    """
    comment = lock_comment(comment)
    require_state(comment, Comment.State.VISIBLE)
    if reporter is not None:
        waiting = comment.reports.waiting().filter(reporter=reporter).first()
        if waiting is not None:
            return waiting
    report = Report.objects.create(
        comment=comment, reporter=reporter, reason=reason, text=text, at=at
    )
    record(comment.thread, Action.REPORTED, by=None, at=at, comment=comment, reason=reason)
    return report


@transaction.atomic
def keep_comment(comment: Comment, *, note: str, by: User, at: datetime) -> Comment:
    """Let a reported comment stand.

    Raises:
        WrittenByYourself: it is the person's own.
        TransitionNotAllowed: no report of it waits, or it is not shown any more.
    """
    comment = lock_to_judge(comment, by)
    require_state(comment, Comment.State.VISIBLE)
    if not _handle_reports(comment, Report.Outcome.KEPT, by=by, at=at):
        raise TransitionNotAllowed(_("Anmeldelsen er afgjort i forvejen."))
    record(comment.thread, Action.KEPT, by=by, at=at, comment=comment, note=note)
    return comment


@transaction.atomic
def hide_comment(comment: Comment, *, reason: str, note: str, by: User, at: datetime) -> Comment:
    """Take a comment out of sight; its author is told why, and how to object.

    Raises:
        TransitionNotAllowed: it is hidden already, or deleted.
    """
    comment = lock_comment(comment)
    _handle_reports(comment, Report.Outcome.HIDDEN, by=by, at=at)
    comment.hide(reason=reason, note=note, by=by, at=at)
    _follow(comment)
    line = record(
        comment.thread, Action.HIDDEN, by=by, at=at, comment=comment, note=note, reason=reason
    )
    tell_author(comment, "comments.hidden", version=str(line.pk))
    return comment


@transaction.atomic
def release_comment(
    comment: Comment, *, seen: str | None = None, by: User, at: datetime
) -> Comment:
    """Show a held comment, and tell those whom it would have been told to when it was written.

    `seen` is the wording that was read (`wording_of`): words that nobody has read are not shown.

    Raises:
        EditedMeanwhile: the author has changed the words since.
        WrittenByYourself: it is the person's own.
        TransitionNotAllowed: it is not held any more.
    """
    comment = lock_to_judge(comment, by)
    if comment.is_held and seen is not None and seen != wording_of(comment):
        raise EditedMeanwhile
    comment.release()
    _follow(comment)
    line = record(comment.thread, Action.RELEASED, by=by, at=at, comment=comment)
    tell_of(comment, at=at)
    tell_author(comment, "comments.released", version=str(line.pk))
    return comment


def wording_of(comment: Comment) -> str:
    """Name the words of a comment: when they were changed last, "" for the first ones."""
    return comment.edited_at.isoformat() if comment.edited_at else ""


@transaction.atomic
def restore_comment(comment: Comment, *, note: str, by: User, at: datetime) -> Comment:
    """Show a hidden comment again; its author is told.

    Raises:
        WrittenByYourself: it is the person's own.
        TransitionNotAllowed: it is not hidden, or an objection waits, which must be decided.
    """
    comment = lock_to_judge(comment, by)
    if comment.objections.waiting().exists():
        raise TransitionNotAllowed(
            _("Forfatteren har gjort indsigelse. Afgør den; får forfatteren medhold, vises den.")
        )
    line = show_again(comment, note=note, by=by, at=at)
    tell_author(comment, "comments.released", version=str(line.pk))
    return comment


def show_again(comment: Comment, *, note: str, by: User, at: datetime) -> ThreadEvent:
    """Let everybody read a hidden comment again. The caller holds the locks, and tells."""
    comment.restore()
    _follow(comment)
    return record(comment.thread, Action.RESTORED, by=by, at=at, comment=comment, note=note)


@transaction.atomic
def close_thread(thread: Thread, *, reason: str, by: User, at: datetime) -> Thread:
    """Let nobody write any more; the reason stands on the page.

    Raises:
        TransitionNotAllowed: it is closed already.
    """
    thread = locked(thread)
    thread.close(reason=reason, at=at)
    record(thread, Action.CLOSED, by=by, at=at, note=reason)
    return thread


@transaction.atomic
def reopen_thread(thread: Thread, *, by: User, at: datetime) -> Thread:
    """Let people write again.

    Raises:
        TransitionNotAllowed: it is open.
    """
    thread = locked(thread)
    thread.reopen()
    record(thread, Action.REOPENED, by=by, at=at)
    return thread


def _handle_reports(comment: Comment, outcome: Report.Outcome, *, by: User, at: datetime) -> int:
    """Handle every report of it that waits; return how many."""
    waiting = list(comment.reports.filter(outcome="").select_for_update())
    for report in waiting:
        report.handle(outcome, by=by, at=at)
    return len(waiting)


def _follow(comment: Comment) -> None:
    """Let the counts, and whether a question is answered, follow what everybody may read now."""
    recount(comment.thread, comment)
    if comment.is_official and comment.parent:
        refresh_answered(comment.parent)
