"""Projects and problems as the way of innovation shows them: cards, newest first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from projects.models import FocusDesignation, Problem, Project, Question
from projects.models.project import ProjectQuerySet

ACTIVE, CLOSED, PROBLEMS = 12, 4, 4


def with_counts(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Return the projects with what a card says of each: areas, what is open, its focus year."""
    is_open = ~Q(questions__state=Question.State.SETTLED)
    counted = Count("questions", filter=is_open)
    questions = Project.objects.filter(pk=OuterRef("pk")).order_by().annotate(n=counted)
    chosen = FocusDesignation.objects.standing().filter(project=OuterRef("pk"))
    newest = chosen.order_by("-year__year").values("year__year")[:1]
    return projects.prefetch_related("areas").annotate(
        open_count=Subquery(questions.values("n")), focus_year=Subquery(newest)
    )


def way_context(*, today: date) -> dict[str, Any]:
    """Return what is open on the way: problems, projects, the year's focus, what is closed."""
    published = Project.objects.published()
    return {
        "active": list(with_counts(published.active().order_by("-started_on", "-pk"))[:ACTIVE]),
        "closed": list(published.closed().order_by("-closed_at", "-pk")[:CLOSED]),
        "problems": list(felt_most()[:PROBLEMS]),
        "focus": list(focus_of(today.year)),
        "year": today.year,
    }


def felt_most() -> QuerySet[Problem]:
    """Return the problems that wait for an answer, those that most people feel first."""
    waiting = Problem.objects.public().filter(answer=Problem.Answer.NONE)
    return waiting.order_by("-felt_count", "-raised_at", "-pk")


def focus_of(year: int) -> QuerySet[FocusDesignation]:
    rows = FocusDesignation.objects.standing().filter(year__year=year)
    shown = rows.exclude(project__status=Project.Status.DRAFT).select_related("project")
    return shown.annotate(of_year=F("year__year")).order_by("slot", "pk")
