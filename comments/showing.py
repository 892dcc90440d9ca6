"""A comment as one person sees it: what stands there, and what they may do with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from comments.listing import first_replies, newest, supported_by
from comments.models import Comment, Thread
from comments.words import LONG, shortened, written_as_html

if TYPE_CHECKING:
    from accounts.models import User

NEWEST_IN_SECTION = 3
# Of each of them, so many characters.
SHORT = 420


@dataclass(frozen=True)
class Shown:
    """One comment on the page of one person.

    Name and text are empty where there is nothing to be read by this person: the templates have
    nothing to hide.
    """

    comment: Comment
    name: str = ""
    kind: str = "person"
    text: SafeString = field(default_factory=SafeString)
    is_cut: bool = False
    is_own: bool = False
    is_here: bool = False
    is_supported: bool = False
    may_support: bool = False
    may_reply: bool = False
    may_edit: bool = False
    may_delete: bool = False
    formal_url: str = ""
    replies: tuple[Shown, ...] = ()

    @property
    def anchor(self) -> str:
        return f"kommentar-{self.comment.number}"

    @property
    def replies_left(self) -> int:
        """How many readable replies stand on the comment's own page alone."""
        readable = sum(reply.comment.is_visible for reply in self.replies)
        return self.comment.reply_count - readable


@dataclass(frozen=True)
class Reader:
    """Who reads a thread, when, and what the subject offers: the same for all of a page."""

    thread: Thread
    owner: Any
    person: User | None
    at: datetime
    supported: frozenset[int] = frozenset()
    # The comment that the page is about.
    here: int = 0
    length: int | None = LONG

    def with_supports(self, comments: Iterable[Comment]) -> Reader:
        """Return the same reader, who knows which of these comments they support."""
        return replace(self, supported=frozenset(supported_by(self.person, comments)))

    def sees(self, comment: Comment, replies: Iterable[Comment] = ()) -> Shown:
        """Return a comment as this person sees it, with those of its replies."""
        comment.thread = self.thread
        below = tuple(self.sees(reply) for reply in replies)
        is_own = comment.is_written_by(self.person)
        if not (comment.is_visible or (is_own and comment.text)):
            return Shown(comment, is_here=comment.pk == self.here, replies=below)
        text = shortened(comment.text, self.length) if self.length else comment.text
        return Shown(
            comment=comment,
            name=comment.author_name,
            kind="house" if comment.is_official else "person",
            text=written_as_html(text),
            is_cut=text != comment.text,
            is_own=is_own,
            is_here=comment.pk == self.here,
            replies=below,
            **self._steps(comment, is_own=is_own),
        )

    def _steps(self, comment: Comment, *, is_own: bool) -> dict[str, Any]:
        """Return which of the steps are offered. The services ask the same again."""
        is_on = self.thread.is_open and comment.is_visible
        formal = getattr(self.owner, "formal_answer_url", None)
        return {
            "is_supported": comment.pk in self.supported,
            "may_support": is_on and not is_own,
            "may_reply": is_on,
            "may_edit": is_own
            and self.thread.is_open
            and comment.may_be_edited(self.at)
            and (not comment.is_official or bool(self.owner.role_of(self.person))),
            "may_delete": is_own
            and not comment.is_official
            and comment.state in (Comment.State.VISIBLE, Comment.State.HELD),
            "formal_url": formal(comment, at=self.at) if formal and is_own and is_on else "",
        }


def shown_page(
    thread: Thread, owner: Any, comments: list[Comment], *, person: User | None, at: datetime
) -> list[Shown]:
    """Return the comments of a page with the first replies to each: two questions, three with
    an account."""
    below = first_replies(thread, comments, person)
    everything = [*comments, *(reply for replies in below.values() for reply in replies)]
    reader = Reader(thread, owner, person, at).with_supports(everything)
    return [reader.sees(comment, below.get(comment.pk, ())) for comment in comments]


def subject_of(thread: Thread, owner: Any, *, at: datetime) -> dict[str, Any]:
    """Return what every page of a conversation says about its subject.

    `formal_page` is where a formal answer is written now, for a subject that has such answers.
    """
    formal = getattr(owner, "formal_answer_page", None)
    return {
        "thread": thread,
        "owner": owner,
        "subject_title": owner.heading(),
        "formal_page": formal(at) if formal else "",
    }


def section_of(
    thread: Thread | None, owner: Any, *, at: datetime, newest_shown: bool = True
) -> dict[str, Any] | None:
    """Return what `comments/_section.html` wants on the subject's own page: one question at most.

    The newest beginnings, as everybody sees them. None where there is no conversation.
    """
    if thread is None:
        return None
    reader = Reader(thread, owner, None, at, length=SHORT)
    is_asked = newest_shown and thread.top_count > 0
    rows = newest(thread, NEWEST_IN_SECTION) if is_asked else []
    return {"thread": thread, "newest": [reader.sees(comment) for comment in rows]}
