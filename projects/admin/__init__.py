from projects.admin.problems import ProblemAdmin, ProblemRouteAdmin

__all__ = ["ProblemAdmin", "ProblemRouteAdmin"]
