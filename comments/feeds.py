"""A thread as Atom: what everybody may read, newest first."""

from typing import Any

from django.utils.translation import gettext as _

from comments.models import Comment, Thread
from comments.words import in_one_line
from core.feeds import MAX_ENTRIES, MAX_EXCERPT, Entry, write_feed


def feed_of(thread: Thread, owner: Any, *, path: str) -> str:
    """Return the newest comments and replies: one question."""
    comments = Comment.objects.filter(thread=thread).visible().select_related("author")
    return write_feed(
        [_entry(comment) for comment in comments.order_by("-number")[:MAX_ENTRIES]],
        key=f"thread-{thread.pk}",
        title=_("Samtalen om %(title)s") % {"title": owner.heading()},
        subtitle=_("Det siger folk."),
        path=path,
        link=thread.get_absolute_url(),
    )


def _entry(comment: Comment) -> Entry:
    role = comment.shown_role
    name = f"{comment.author_name}, {role}" if role else comment.author_name
    return Entry(
        key=f"thread-{comment.thread_id}-comment-{comment.number}",
        at=comment.edited_at or comment.written_at,
        first_at=comment.written_at,
        title=_("Kommentar #%(number)d: %(name)s") % {"number": comment.number, "name": name},
        text=in_one_line(comment.text, MAX_EXCERPT),
        path=comment.get_absolute_url(),
    )
