"""Letting people of the demo talk: every step through the same services as in real life."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from comments.models import Comment, Thread
from comments.services import answering, moderation, objections
from comments.services.supporting import support
from comments.services.writing import delete_comment, edit_comment, write_comment
from hearings.demo.conversations import CASE_WORKER, MANAGER, MODERATOR
from hearings.demo.said import DemoConversation, Said
from hearings.demo.types import Day

if TYPE_CHECKING:
    from accounts.models import User

Step = Callable[[], object]
Timed = tuple[datetime, Step]


class Talk:
    """One conversation and what staff do about it; `steps` are in the order of time."""

    def __init__(
        self,
        thread: Thread,
        demo: DemoConversation,
        people: dict[str, User],
        past: Callable[[Day, time], datetime],
    ) -> None:
        self.thread, self.demo, self.people, self.past = thread, demo, people, past
        self.said: dict[Said, Comment] = {}

    def steps(self) -> list[Timed]:
        steps = [step for said in self.demo.comments for step in self._about(said, None)]
        at = self.past(-self.demo.summary_days, time(15, 10))
        steps.append((at, partial(self._summarise, at)))
        if self.demo.closed:
            by = self.people[CASE_WORKER]
            close = partial(moderation.close_thread, reason=self.demo.closed, by=by)
            at = at + timedelta(minutes=5)
            steps.append((at, partial(close, self.thread, at=at)))
        return sorted(steps, key=lambda pair: pair[0])

    def _about(self, said: Said, parent: Said | None) -> Iterator[Timed]:
        """Return that something is said, and everything that comes of it."""
        at = self.past(-said.days, time(said.hour, 12))
        yield at, partial(self._say, said, parent, at)
        for number, code in enumerate(said.supports, start=1):
            when = min(at + timedelta(hours=number), self.past(0, time(23, 59)))
            yield when, partial(self._support, said, code, when)
        for reply in said.replies:
            yield from self._about(reply, said)
        yield from self._changed_by_author(said, at)
        yield from self._looked_at(said, at)

    def _changed_by_author(self, said: Said, at: datetime) -> Iterator[Timed]:
        soon = at + timedelta(minutes=6)
        if said.edited:
            edit = partial(edit_comment, text=said.edited, at=soon)
            yield soon, lambda: edit(self.said[said])
        if said.is_deleted:
            # The answer to it came first.
            late = at + timedelta(hours=20)
            yield late, lambda: delete_comment(self.said[said], at=late)

    def _looked_at(self, said: Said, at: datetime) -> Iterator[Timed]:
        moderator = self.people[MODERATOR]
        when = at + timedelta(hours=9)
        if said.reported:
            reason, text = said.reported
            report = partial(moderation.report_comment, reporter=None, reason=reason, text=text)
            yield when, lambda: report(self.said[said], at=when)
        if said.hidden:
            reason, note = said.hidden
            hide = partial(moderation.hide_comment, reason=reason, note=note, by=moderator)
            yield when, lambda: hide(self.said[said], at=when)
        if said.objection:
            yield from self._objected(said, when + timedelta(hours=12))
        if said.needs_no_answer:
            by = self.people[CASE_WORKER]
            leave = partial(answering.needs_no_answer, note=said.no_answer_note, by=by)
            yield when, lambda: leave(self.said[said], at=when)

    def _objected(self, said: Said, at: datetime) -> Iterator[Timed]:
        author = self.people[said.by]
        yield (
            at,
            lambda: objections.make_objection(
                self.said[said], text=said.objection, by=author, at=at
            ),
        )
        if said.restored:
            when = at + timedelta(days=1)
            yield (
                when,
                lambda: objections.decide_objection(
                    self.said[said].objections.get(),
                    is_upheld=True,
                    answer=said.restored,
                    by=self.people[MANAGER],
                    at=when,
                ),
            )

    # --- The steps --------------------------------------------------------------------------
    def _say(self, said: Said, parent: Said | None, at: datetime) -> None:
        by, key = self.people[said.by], uuid.uuid4()
        if said.is_official:
            assert parent is not None
            answered = self.said[parent]
            self.said[said] = answering.answer_comment(
                answered, text=said.text, by=by, key=key, at=at
            )
            return
        comment = write_comment(
            self.thread,
            author=by,
            text=said.text,
            asks=said.asks,
            is_official=said.is_of_elected,
            parent=self.said[parent] if parent else None,
            key=key,
            at=at,
        )
        if comment.state == Comment.State.HELD and not said.is_held:
            release = partial(moderation.release_comment, by=self.people[MODERATOR])
            comment = release(comment, at=at + timedelta(minutes=2))
        self.said[said] = comment

    def _support(self, said: Said, code: str, at: datetime) -> None:
        support(self.said[said], by=self.people[code], at=at)

    def _summarise(self, at: datetime) -> None:
        numbers = {said.mark: f"#{row.number}" for said, row in self.said.items() if said.mark}
        text = self.demo.summary.format(**numbers)
        by = self.people[CASE_WORKER]
        answering.write_summary(self.thread, text=text, seen=None, by=by, at=at)
