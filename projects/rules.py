"""Who may do what with problems, projects and focus projects.

A council member's right to point begins and ends with the seat, in that very second. The right
moment is the steps' own question.
"""

from typing import Any

import rules

from accounts.roles import Role, has_role, is_at_work
from comments.models import moderates
from councils.models import Body, Membership
from projects.models import STAFF_WHO_ANSWER, STAFF_WHO_RUN_PROJECTS, Problem, Project


def project_of(thing: Any) -> Project:
    """Return the project that something belongs to; of a project, itself."""
    return thing if isinstance(thing, Project) else thing.project


@rules.predicate
def runs_project(user, thing):
    if thing is None:
        return has_role(user, *STAFF_WHO_RUN_PROJECTS)
    return project_of(thing).is_run_by(user)


@rules.predicate
def is_on_team(user, thing):
    return thing is not None and project_of(thing).team.on_team().filter(user=user).exists()


@rules.predicate
def is_visible(user, thing):
    return thing is not None and thing.is_visible_to(user)


@rules.predicate
def answers_problem(user, problem):
    """Staff of the department it is with; without a problem, anybody who answers some."""
    department = problem.department if isinstance(problem, Problem) else None
    return has_role(user, *STAFF_WHO_ANSWER, department=department)


@rules.predicate
def moderates_problem(user, problem):
    return moderates(user, problem.department if isinstance(problem, Problem) else None)


@rules.predicate
def moderates_project(user, thing):
    return thing is not None and moderates(user, project_of(thing).department)


@rules.predicate
def is_administrator(user):
    return has_role(user, Role.ADMINISTRATOR)


@rules.predicate
def sits_in_council(user):
    """Acts as a member of the municipal council at this moment: on the seat, or called in."""
    acting = Membership.objects.of(user).acting()
    return acting.filter(body__kind=Body.Kind.MUNICIPAL_COUNCIL).exists()


@rules.predicate
def serves_council(user):
    """A secretary of the municipal council."""
    bodies = Body.objects.filter(kind=Body.Kind.MUNICIPAL_COUNCIL)
    return is_at_work(user) and bodies.served_by(user).exists()


# Problems.
rules.add_perm("projects.view_problem", is_visible | answers_problem | moderates_problem)
rules.add_perm("projects.change_problem", answers_problem)
rules.add_perm("projects.answer_problem", answers_problem)
rules.add_perm("projects.moderate_problem", moderates_problem)
for _verb in ("view", "add", "change", "delete"):
    rules.add_perm(f"projects.{_verb}_problemroute", is_administrator)

# Projects.
rules.add_perm("projects.add_project", runs_project)
rules.add_perm("projects.view_project", is_visible | runs_project)
rules.add_perm("projects.change_project", runs_project)
rules.add_perm("projects.write_update_project", runs_project | is_on_team)
rules.add_perm("projects.answer_offers_project", runs_project | is_on_team)
rules.add_perm("projects.invite_project", runs_project | is_on_team)
rules.add_perm("projects.answer_ideas_project", runs_project)
rules.add_perm("projects.moderate_project", moderates_project | runs_project)

# Focus projects.
rules.add_perm("projects.flag_project", sits_in_council)
rules.add_perm("projects.appoint_focusdesignation", serves_council)
rules.add_perm("projects.evaluate_project", runs_project)

# The conversations beside.
for _verb in ("answer_comments", "moderate_comments"):
    rules.add_perm(f"projects.{_verb}_project", moderates_project | runs_project)
    rules.add_perm(f"projects.{_verb}_problem", moderates_problem)
