"""The list of problems, their figures, and those that everybody may read."""

from django.urls import reverse

from core.sitemaps import SitemapRow, Source
from projects.models import Problem


def sources() -> list[Source]:
    pages = [reverse("projects:problems"), reverse("projects:problem_figures")]
    return [
        Source("problem-lists", pages),
        Source("problems", Problem.objects.public().order_by("pk"), _row),
    ]


def _row(problem: Problem) -> SitemapRow:
    return SitemapRow(problem.get_absolute_url(), problem.answered_at or problem.raised_at)
