"""The workplace of who answers problems and runs projects: each step as a page."""

from projects.admin.problems import ProblemAdmin, ProblemRouteAdmin
from projects.admin.project import ProjectAdmin

__all__ = ["ProblemAdmin", "ProblemRouteAdmin", "ProjectAdmin"]
