"""The questions to a session as one person sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse

from events.links import token_for
from seminars.models import Question, QuestionSupport, Session
from seminars.services.asking import Asker

if TYPE_CHECKING:
    from accounts.models import User

# On the session's own page, and on the screen in the room.
FEW, ON_SCREEN = 3, 5


@dataclass(frozen=True)
class ShownQuestion:
    question: Question
    is_mine: bool
    is_supported: bool
    support_url: str


def context_for(session: Session, person: User | None, at: datetime) -> dict[str, Any]:
    """Return what `seminars/_session_asking.html` wants: one question for everybody."""
    if not session.takes_questions:
        return {}
    rows = list(session.questions.shown().in_line()[:FEW])
    return {
        "questions": rows,
        "questions_url": questions_url(session),
        "is_asked": session.is_asked_at(at),
        "desk_url": desk_url(session) if person and session.seminar.is_run_by(person) else "",
    }


def shown_to(session: Session, asker: Asker) -> list[ShownQuestion]:
    """Return all questions that a person may see, with their own hidden ones: two queries."""
    keys = {name: key for name, key in asker.keys.items() if key is not None}
    own = Q(**keys) if keys else Q(pk=None)
    rows = session.questions.filter(~Q(state=Question.State.HIDDEN) | own).in_line()
    supported: set[int] = set()
    if keys:
        given = QuestionSupport.objects.filter(question__session=session, **keys)
        supported = set(given.values_list("question", flat=True))
    base = questions_url(session, asker)
    return [
        ShownQuestion(
            question=row,
            is_mine=_is_of(row, asker),
            is_supported=row.pk in supported,
            support_url=f"{base}{row.number}/stoette/",
        )
        for row in rows
    ]


def mark_of(shown: Sequence[ShownQuestion]) -> str:
    """Return the mark of what is on the list: who has it already is sent nothing."""
    seen = [
        (row.question.number, row.question.state, row.question.support_count, row.is_supported)
        for row in shown
    ]
    return f'W/"{blake2b(repr(seen).encode(), digest_size=12).hexdigest()}"'


def questions_url(session: Session, asker: Asker | None = None) -> str:
    """Return the page of questions; of somebody without an account, behind their own link."""
    if asker is not None and asker.user is None and asker.registration is not None:
        token = token_for(asker.registration)
        return reverse("seminars:questions_by_link", args=[token, session.pk])
    seminar = session.seminar
    return reverse("seminars:questions", args=[seminar.pk, seminar.slug, session.pk])


def desk_url(session: Session) -> str:
    return reverse("seminars:desk_questions", args=[session.seminar_id, session.pk])


def _is_of(question: Question, asker: Asker) -> bool:
    if asker.user is not None:
        return question.user_id == asker.user.pk
    return asker.registration is not None and question.registration_id == asker.registration.pk
