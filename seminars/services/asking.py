"""Questions to a session's speakers. The session's row guards the numbers and the counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from events.models import Registration
from seminars.asking_exceptions import NotAsked
from seminars.models import Question, QuestionSupport, SeminarEvent, Session
from seminars.services.history import record
from seminars.services.locking import locked_session

if TYPE_CHECKING:
    from accounts.models import User

State = Question.State
Action = SeminarEvent.Action


@dataclass(frozen=True)
class Asker:
    """Who asks: an account, or somebody with the link of a seat for the day."""

    user: User | None = None
    registration: Registration | None = None

    @property
    def keys(self) -> dict[str, object]:
        """Return what a row of theirs has; an account comes first, so that it counts once."""
        if self.user is not None:
            return {"user": self.user, "registration": None}
        return {"user": None, "registration": self.registration}

    @property
    def name(self) -> str:
        """Return the name that the form begins with."""
        if self.user is not None:
            return str(self.user.public_name)
        return self.registration.name if self.registration else ""

    @property
    def limit_key(self) -> str:
        if self.user is not None:
            return f"user-{self.user.pk}"
        return f"registration-{self.registration.pk}" if self.registration else ""


@transaction.atomic
def ask_question(
    session: Session,
    *,
    text: str,
    asked_by: str = "",
    asker: Asker,
    is_from_the_room: bool = False,
    key: UUID,
    at: datetime,
) -> Question:
    """Put a question to the speakers; a form that is sent twice asks once.

    Raises:
        NotAsked: the session takes no questions, or is over.
    """
    session = locked_session(session.pk)
    if sent := session.questions.filter(key=key).first():
        return sent
    if not session.is_asked_at(at):
        raise NotAsked
    who = {"user": None, "registration": None} if is_from_the_room else asker.keys
    return Question.objects.create(
        session=session,
        number=session.next_question_number(),
        text=text,
        asked_by=asked_by,
        is_from_the_room=is_from_the_room,
        key=key,
        asked_at=at,
        **who,
    )


@transaction.atomic
def support_question(question: Question, *, asker: Asker, wants: bool, at: datetime) -> Question:
    """Want to hear the answer too, or not any more; once for each, however often it is pressed.

    Raises:
        NotAsked: it is hidden, or the session is over.
    """
    session = locked_session(question.session_id)
    question = session.questions.get(pk=question.pk)
    if question.state == State.HIDDEN or not session.is_asked_at(at):
        raise NotAsked
    if wants:
        QuestionSupport.objects.get_or_create(question=question, **asker.keys, defaults={"at": at})
    else:
        question.supports.filter(**asker.keys).delete()
    question.count_support()
    return question


@transaction.atomic
def set_state(
    question: Question, *, state: Question.State, reason: str = "", by: User, at: datetime
) -> Question:
    """Mark it as answered or open, hide it with a reason, or show it again.

    What is hidden, and shown again, leaves a line of history without its words.
    """
    session = locked_session(question.session_id)
    question = session.questions.get(pk=question.pk)
    before = question.state
    question.set_state(state, reason=reason)
    note = f"{session.event.title}, {question.number}"
    if state == State.HIDDEN:
        note = f"{note}: {reason}"
        record(session.seminar, Action.QUESTION_HIDDEN, by=by, at=at, note=note)
    elif before == State.HIDDEN:
        record(session.seminar, Action.QUESTION_SHOWN, by=by, at=at, note=note)
    return question
