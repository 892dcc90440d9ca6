"""What a team sees on its own page: who asks, who is invited, what waits for an answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from projects.models import Idea, Offer, Project, TeamMember
from projects.promised import reasons_of

if TYPE_CHECKING:
    from accounts.models import User

LISTED = 100


def team_page(project: Project, person: User, at: datetime) -> dict[str, Any]:
    """Return the page of a team: a constant number of questions, however many there are."""
    members = project.team.filter(status__in=TeamMember.OPEN)
    rows = list(members.select_related("user", "organisation", "decided_by"))
    return {
        "asking": [row for row in rows if row.status == TeamMember.Status.ASKED],
        "invited": [row for row in rows if row.status == TeamMember.Status.INVITED],
        "team": [row for row in rows if row.status == TeamMember.Status.ON_TEAM],
        "offers": list(offers_of(project)[:LISTED]),
        "help_wanted": list(project.help_wanted.all()),
        "actors": list(project.actors.all()),
        "reasons": reasons_of(project, at)[:LISTED],
        **_ideas(project, person),
    }


def offers_of(project: Project) -> Any:
    """Return the offers that stand, those that wait first."""
    rows = project.offers.exclude(status=Offer.Status.WITHDRAWN)
    return rows.select_related("author", "organisation", "wanted").order_by(
        "answered_at", "-offered_at", "-pk"
    )


def _ideas(project: Project, person: User) -> dict[str, Any]:
    """Return what waits for those who may answer or moderate; for others, nothing."""
    may_answer = person.has_perm("projects.answer_ideas_project", project)
    may_moderate = person.has_perm("projects.moderate_project", project)
    rows = project.ideas.select_related("author", "organisation", "question")
    waiting = rows.public().waiting().order_by("given_at", "pk")
    held = rows.filter(state=Idea.State.HELD).order_by("given_at", "pk")
    return {
        "ideas": list(waiting[:LISTED]) if may_answer else [],
        "held": list(held[:LISTED]) if may_moderate else [],
        "may_answer_ideas": may_answer,
        "may_moderate": may_moderate,
        "may_change": person.has_perm("projects.change_project", project),
    }
