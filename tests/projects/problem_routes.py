"""A row behind each address of problems, for the tests that open them all."""

from dataclasses import dataclass
from typing import Any

from projects.models import Problem, ProblemRoute
from tests.projects.factories import ProblemFactory

# The form of a problem and what it may have become: each has a secret in its address, or none.
PUBLIC = {
    "projects:problems", "projects:problems_feed", "projects:problem_figures", "projects:problem",
    "projects:raise", "projects:raise_again", "projects:problem_report",
    "projects:problem_reported",
}  # fmt: skip
# Those that a shared cache may keep.
KEPT = {
    "projects:problems", "projects:problems_feed", "projects:problem_figures", "projects:problem",
    "projects:problem_reported",
}  # fmt: skip
FORMS = {"projects:raise", "projects:raise_again", "projects:problem_report"}
OWN = {
    "projects:problem_feel", "projects:problem_receipt", "projects:problem_withdraw",
    "projects:problem_object",
}  # fmt: skip
STEPS = {"answer", "release", "restore", "keep", "reroute", "hide", "decide"}
PAGES = {"changelist", "add", "history", "delete", "change"}
ADMIN = {
    *(f"admin:projects_problem_{name}" for name in PAGES | STEPS),
    *(f"admin:projects_problemroute_{name}" for name in PAGES),
}
ALL = PUBLIC | OWN | ADMIN


@dataclass
class ProblemRoutes:
    """A problem that everybody reads and nobody has answered, and who answers what."""

    problem: Problem
    route: ProblemRoute

    def values_for(self, name: str) -> dict[str, Any]:
        is_route = name.startswith("admin:projects_problemroute_")
        return {
            "number": self.problem.number,
            "slug": self.problem.slug,
            "key": "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12",
            "pk": self.problem.pk,
            "object_id": self.route.pk if is_route else self.problem.pk,
        }


def make_problem() -> ProblemRoutes:
    return ProblemRoutes(ProblemFactory(), ProblemRoute.objects.get(topic=None))
