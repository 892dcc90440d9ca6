"""What Min side shows of projects: what a person gave, offered, and where they are on the team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projects.models import Idea, Offer, TeamMember

if TYPE_CHECKING:
    from accounts.models import User

NEWEST = 20


def given_by(person: User) -> dict[str, Any]:
    """Return a person's bids, offers and teams with where each stands: three questions."""
    ideas = Idea.objects.filter(author=person).exclude(state=Idea.State.DELETED)
    offers = Offer.objects.filter(author=person).exclude(status=Offer.Status.WITHDRAWN)
    teams = TeamMember.objects.filter(
        user=person, status__in=[TeamMember.Status.ASKED, TeamMember.Status.ON_TEAM]
    )
    return {
        "my_ideas": list(ideas.select_related("project")[:NEWEST]),
        "my_offers": list(offers.select_related("project")[:NEWEST]),
        "my_teams": list(teams.select_related("project").order_by("-asked_at", "-pk")[:NEWEST]),
    }
