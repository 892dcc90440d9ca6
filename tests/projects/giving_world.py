"""A project in which people take part, with a row behind every address of it."""

from dataclasses import dataclass
from typing import Any

from projects.giving_links import ask_token, invitation_token
from projects.models import Actor, HelpWanted, Idea, Offer, Project, PromiseAsk, TeamMember
from tests.projects.factories import (
    ActivityFactory,
    ActorFactory,
    HelpWantedFactory,
    IdeaFactory,
    OfferFactory,
    TeamMemberFactory,
)

PUBLIC = {
    "projects:activities", "projects:contributions", "projects:idea",
    "projects:give_idea", "projects:give_idea_again",
    "projects:offer_help", "projects:offer_help_again",
    "projects:ask_to_join", "projects:ask_to_join_again",
    "projects:invitation", "projects:promise",
}  # fmt: skip
# On their own addresses, for a visitor too: they have a form in them.
FORMS = PUBLIC - {"projects:activities", "projects:contributions", "projects:idea"}
OWN = {
    "projects:add_activity", "projects:change_promise", "projects:end_activity",
    "projects:answer_idea", "projects:release_idea", "projects:hide_idea",
    "projects:restore_idea", "projects:delete_idea", "projects:withdraw_offer",
    "projects:team", "projects:invite", "projects:leave_team", "projects:answer_request",
    "projects:take_off_team", "projects:take_back_invitation", "projects:answer_offer",
    "projects:want_help", "projects:help_met", "projects:add_actor", "projects:change_actor",
}  # fmt: skip


@dataclass
class GivingWorld:
    """One of each kind of thing that people give to a project."""

    project: Project
    idea: Idea
    offer: Offer
    member: TeamMember
    invited: TeamMember
    ask: PromiseAsk
    wanted: HelpWanted
    actor: Actor

    def values_for(self, name: str) -> dict[str, Any]:
        invited = name == "projects:take_back_invitation"
        return {
            "pk": self.project.pk,
            "slug": self.project.slug,
            "number": self.idea.number,
            "offer": self.offer.pk,
            "member": (self.invited if invited else self.member).pk,
            "wanted": self.wanted.pk,
            "actor": self.actor.pk,
            "activity": self.ask.activity_id,
            "kind": "samtale",
            "key": "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f13",
            "token": ask_token(self.ask)
            if name == "projects:promise"
            else invitation_token(self.invited),
        }


def make_giving(project: Project, **asked: Any) -> GivingWorld:
    activity = ActivityFactory(project=project, **asked)
    return GivingWorld(
        project,
        IdeaFactory(project=project),
        OfferFactory(project=project),
        TeamMemberFactory(project=project),
        TeamMemberFactory(
            project=project, invited=True, user=None, email=f"ny{project.team.count()}@example.dk"
        ),
        PromiseAsk.objects.create(activity=activity, email="var.med@example.dk"),
        HelpWantedFactory(project=project),
        ActorFactory(project=project),
    )
