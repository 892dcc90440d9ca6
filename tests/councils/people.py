"""A council with everybody who may want something of it, and their clients."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from councils.models import Body, CallIn, ChairTurn, Meeting, Membership
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory, MeetingFactory, MembershipFactory
from tests.events.factories import EventFactory
from tests.hearings.staff import BACKEND, at_work


@dataclass
class Council:
    """A council with a chair, a member, a substitute who is called in and one who is not."""

    body: Body
    chair: Membership
    member: Membership
    away: Membership
    substitute: Membership
    on_the_list: Membership
    former: Membership
    secretary: User

    def user(self, who: str) -> User:
        found = getattr(self, who)
        return found if isinstance(found, User) else found.member.user

    def client(self, who: str) -> Client:
        """Return the client of one of them, or of a visitor, citizen, other secretary, staff."""
        if who == "visitor":
            return Client()
        if who == "secretary":
            return at_work(self.secretary)
        if who == "other_secretary":
            other = UserFactory(is_staff=True)
            BodyFactory(secretaries=[other])
            return at_work(other)
        if who == "staff":
            return at_work(UserFactory(is_staff=True))
        client = Client()
        client.force_login(UserFactory() if who == "citizen" else self.user(who), backend=BACKEND)
        return client


EVERYBODY = (
    "visitor",
    "citizen",
    "former",
    "on_the_list",
    "away",
    "substitute",
    "member",
    "chair",
    "secretary",
    "other_secretary",
    "staff",
)
SITTING = {"substitute", "member", "chair"}
INSIDE = SITTING | {"secretary"}


def make_council(**body) -> Council:
    secretary = UserFactory(is_staff=True)
    council = BodyFactory(secretaries=[secretary], **body)
    rows = {
        name: MembershipFactory(body=council, account=True) for name in ("chair", "member", "away")
    }
    lists = {
        name: MembershipFactory(body=council, account=True, substitute=True)
        for name in ("substitute", "on_the_list")
    }
    CallIn.objects.create(
        absent=rows["away"],
        substitute=lists["substitute"],
        starts_at=timezone.now() - timedelta(days=60),
    )
    ChairTurn.objects.create(
        body=council,
        position=1,
        chair=rows["chair"],
        from_day=timezone.localdate() - timedelta(days=300),
    )
    former = MembershipFactory(body=council, account=True, former=True)
    return Council(council, former=former, secretary=secretary, **rows, **lists)


def held_meeting(body: Body, *, days_ago: int = 2, **fields) -> Meeting:
    """Return a meeting that was held, with its agenda out."""
    event = EventFactory(
        starts_at=timezone.now() - timedelta(days=days_ago),
        is_owned=True,
        kind="meeting",
        title="Møde i rådet",
        department=body.department,
    )
    return MeetingFactory(body=body, event=event, agenda=True, **fields)
