"""A municipal council with everybody who may want something of a focus project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from councils.models import Body, CallIn
from projects.models import Project
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory, MembershipFactory
from tests.hearings.staff import BACKEND, at_work
from tests.projects.factories import InvolvementStepFactory, ProjectFactory

EVERYBODY = (
    "visitor",
    "citizen",
    "member",
    "substitute",
    "away",
    "of_another_body",
    "ended_a_second_ago",
    "begins_in_a_minute",
    "secretary",
    "other_secretary",
    "facilitator",
    "other_facilitator",
    "administrator",
)
SITTING = {"member", "substitute"}


@dataclass
class FocusWorld:
    """A council, a project with a plan, and people by who they are."""

    council: Body
    project: Project
    people: dict[str, User]

    def client(self, who: str) -> Client:
        if who == "visitor":
            return Client()
        person = self.people[who]
        if person.is_staff:
            return at_work(person)
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client


def make_focus_world() -> FocusWorld:
    now = timezone.now()
    secretary, other_secretary = UserFactory(staff=True), UserFactory(staff=True)
    council = BodyFactory(municipal_council=True, secretaries=[secretary])
    other = BodyFactory(secretaries=[other_secretary])
    project = ProjectFactory()
    InvolvementStepFactory(project=project)

    def seat(body: Body = council, **fields):
        return MembershipFactory(body=body, account=True, **fields)

    rows = {
        "member": seat(),
        "away": seat(),
        "substitute": seat(substitute=True),
        "of_another_body": seat(other),
        "ended_a_second_ago": seat(ends_at=now - timedelta(seconds=1)),
        "begins_in_a_minute": seat(starts_at=now + timedelta(minutes=1)),
    }
    CallIn.objects.create(
        absent=rows["away"], substitute=rows["substitute"], starts_at=now - timedelta(days=9)
    )
    people = {name: row.member.user for name, row in rows.items()} | {
        "citizen": UserFactory(),
        "secretary": secretary,
        "other_secretary": other_secretary,
        "facilitator": project.facilitator,
        "other_facilitator": UserFactory(role=Role.FACILITATOR),
        "administrator": UserFactory(role=Role.ADMINISTRATOR),
    }
    return FocusWorld(council, project, people)
