"""What problems know about a person, and how that is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from projects.models import (
    Problem,
    ProblemDraft,
    ProblemFelt,
    ProblemObjection,
    ProblemReport,
    ProjectEvent,
)
from projects.services.history import record
from projects.services.locking import locked_problem

if TYPE_CHECKING:
    from accounts.models import User

_WRITTEN = ("title", "text", "for_whom", "known_by", "place")


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what the person raised, objected to, feels too, reported, and typed but not sent."""
    raised = Problem.objects.filter(author=person).select_related("organisation")
    raised = raised.prefetch_related("objections")
    felt = ProblemFelt.objects.filter(user=person).select_related("problem")
    reports = ProblemReport.objects.filter(reporter=person).select_related("problem")
    return {
        "problems_raised": [_problem(problem) for problem in raised.order_by("pk")],
        "problems_felt": [
            {"problem": row.problem.get_absolute_url(), "at": row.at.isoformat()} for row in felt
        ],
        "problems_reported": [
            {
                "problem": row.problem.get_absolute_url(),
                "at": row.at.isoformat(),
                "reason": row.reason,
                "text": row.text,
            }
            for row in reports
        ],
        "problem_drafts": [
            {"typed": row.typed, "deleted_at": row.expires_at.isoformat()}
            for row in ProblemDraft.objects.filter(person=person)
        ],
    }


def forget(person: User) -> None:
    """Delete what the person said as a citizen, as comments are.

    What was answered, or raised for an organisation, is part of what the municipality has done,
    and stays without the name. That something was hidden or reported stays without the words.
    """
    for key in Problem.objects.filter(author=person).order_by("pk").values_list("pk", flat=True):
        _forget_words(locked_problem(key))
    touched = Problem.objects.filter(felt__user=person)
    for key in sorted(set(touched.values_list("pk", flat=True))):
        problem = locked_problem(key)
        problem.felt.filter(user=person).delete()
        problem.count_felt()
    ProblemDraft.objects.filter(person=person).delete()
    ProblemReport.objects.filter(reporter=person).update(reporter=None, text="")


def _forget_words(problem: Problem) -> None:
    if problem.state == Problem.State.DELETED:
        return
    if problem.is_visible and (problem.is_answered or problem.organisation_id):
        return
    ProblemObjection.objects.filter(problem=problem).update(text="")
    ProjectEvent.objects.filter(problem=problem).forget_words()
    problem.forget_words()
    problem.areas.clear()
    record(problem, ProjectEvent.Action.FORGOTTEN, by=None, at=timezone.now())


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "number": problem.number,
        "path": problem.get_absolute_url(),
        "raised_at": problem.raised_at.isoformat(),
        "for_organisation": str(problem.organisation or ""),
        "state": problem.state,
        "hidden_reason": problem.hidden_reason,
        "hidden_note": problem.hidden_note,
        **{name: getattr(problem, name) for name in _WRITTEN},
        "objections": [
            {
                "at": row.at.isoformat(),
                "text": row.text,
                "outcome": row.outcome,
                "answer": row.answer,
            }
            for row in problem.objections.all()
        ],
    }
