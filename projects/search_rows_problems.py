"""What problems give to the search: the words of the problem, and the answer to it. No names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comments.found import comment_source
from core.search import Hit, SearchKind, SearchRow, SearchSource
from projects.models import Problem, ProblemQuerySet

PROBLEM = SearchKind("problem", _("Problem"), _("Problemer"), 17, "innovation")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="problem",
            kind=PROBLEM,
            public=public_problems,
            rows=problem_rows,
            columns=(
                "title", "text", "for_whom", "known_by", "place", "reason", "answer",
                "answered_at", "topic__name",
            ),
            sets=("areas",),
            told=told_of_problem,
        ),
        comment_source(
            "problem_comment",
            public_threads=lambda _at: {"thread__problem__in": Problem.objects.public()},
            titles=("thread__problem__title",),
        ),
    ]  # fmt: skip


def public_problems(_at: datetime) -> ProblemQuerySet:
    return Problem.objects.public()


def problem_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = public_problems(at).filter(pk__in=keys).select_related("topic")
    return [_row(problem) for problem in rows.prefetch_related("areas")]


def _row(problem: Problem) -> SearchRow:
    areas = list(problem.areas.all())
    words = (problem.text, problem.for_whom, problem.known_by, problem.place, problem.reason)
    return SearchRow(
        subject=problem.pk,
        title=problem.title,
        text="\n".join(filter(None, words)),
        keywords=" ".join(map(str, [*areas, problem.topic or ""])),
        path=problem.get_absolute_url(),
        at=problem.answered_at or problem.raised_at,
        areas=tuple(area.pk for area in areas),
        state=problem.answer,
    )


def told_of_problem(hit: Hit, _at: datetime) -> str:
    return str(Problem.Answer(hit.state).label).capitalize()
