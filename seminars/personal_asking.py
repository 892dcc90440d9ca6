"""The questions a person has asked and supported: told to them, and forgotten with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from events.mypage import own_registrations
from seminars.models import Question, QuestionSupport

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what was asked with the account, or with the link of one of its registrations."""
    return {
        "questions_asked": [
            {
                "at": row.asked_at.isoformat(),
                "session": row.session.event.title,
                "text": row.text,
                "name": row.asked_by,
                "state": row.state,
            }
            for row in Question.objects.filter(_of(person)).select_related("session__event")
        ],
        "questions_supported": [
            {"at": row.at.isoformat(), "question": row.question.text}
            for row in QuestionSupport.objects.filter(_of(person)).select_related("question")
        ],
    }


def forget(person: User) -> None:
    """Leave what was asked without who asked, and count the support of others alone."""
    Question.objects.filter(_of(person)).update(user=None, registration=None, asked_by="")
    given = QuestionSupport.objects.filter(_of(person))
    supported = list(Question.objects.filter(supports__in=given).order_by("pk").distinct())
    given.delete()
    for question in supported:
        question.count_support()


def _of(person: User) -> Q:
    return Q(user=person) | Q(registration__in=own_registrations(person).order_by().values("pk"))
