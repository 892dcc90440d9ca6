"""Bodies, who sits in them, and what they do, named by state."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from comments.models import Thread
from core.clock import local_date, start_of_day
from councils.models import (
    AgendaItem,
    Application,
    Body,
    Call,
    Candidate,
    Election,
    Meeting,
    Member,
    Membership,
    Recommendation,
    Room,
    Seat,
    SeatGroup,
    Term,
)
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.events.factories import EventFactory


def days_from_now(days: int):
    return start_of_day(local_date(timezone.now()) + timedelta(days=days))


class BodyFactory(factory.django.DjangoModelFactory):
    """A published council, unless a trait says otherwise."""

    class Meta:
        model = Body
        skip_postgeneration_save = True

    class Params:
        municipal_council = factory.Trait(
            kind=Body.Kind.MUNICIPAL_COUNCIL, name="Kommunalbestyrelsen"
        )
        committee = factory.Trait(kind=Body.Kind.STANDING_COMMITTEE)
        section_17_4 = factory.Trait(kind=Body.Kind.SECTION_17_4)
        hidden = factory.Trait(is_published=False)

    name = factory.Sequence(lambda n: f"Råd {n}")
    kind = Body.Kind.COUNCIL
    is_published = True
    lead = "Rådet giver råd."
    department = factory.SubFactory(DepartmentFactory)

    @factory.post_generation
    def secretaries(self, create, extracted):  # noqa: ARG002  (what the factory hands over)
        if extracted:
            self.secretaries.set(extracted)


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    body = factory.SubFactory(BodyFactory)
    starts_on = factory.LazyFunction(lambda: local_date(days_from_now(-300)))
    ends_on = factory.LazyFunction(lambda: local_date(days_from_now(1000)))


class SeatGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SeatGroup

    body = factory.SubFactory(BodyFactory)
    kind = SeatGroup.Kind.CITIZENS


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    group = factory.SubFactory(SeatGroupFactory)
    number = factory.Sequence(lambda n: n + 1)


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Member

    name = factory.Sequence(lambda n: f"Gerda Gran {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    """Somebody who has sat on a seat for a year; `account=True` gives them an account."""

    class Meta:
        model = Membership

    class Params:
        account = False
        substitute = factory.Trait(seat=None, rank=factory.Sequence(lambda n: n + 1))
        former = factory.Trait(
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))
        )

    body = factory.SubFactory(BodyFactory)
    group = factory.SubFactory(SeatGroupFactory, body=factory.SelfAttribute("..body"))
    seat = factory.SubFactory(SeatFactory, group=factory.SelfAttribute("..group"))
    member = factory.SubFactory(
        MemberFactory,
        user=factory.Maybe("..account", factory.SubFactory(UserFactory), None),
    )
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=365))


class MeetingFactory(factory.django.DjangoModelFactory):
    """A public meeting in two weeks, the agenda not out yet, unless a trait says otherwise."""

    class Meta:
        model = Meeting

    class Params:
        closed = factory.Trait(is_public=False)
        held = factory.Trait(
            event=factory.SubFactory(
                EventFactory, held=True, is_owned=True, kind="meeting", title="Møde i rådet"
            )
        )
        agenda = factory.Trait(agenda_published_at=factory.LazyFunction(timezone.now))

    body = factory.SubFactory(BodyFactory)
    event = factory.SubFactory(
        EventFactory,
        is_owned=True,
        kind="meeting",
        title="Møde i rådet",
        department=factory.SelfAttribute("..body.department"),
    )
    is_public = True


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """An open item on a meeting's agenda, unless a trait says otherwise."""

    class Meta:
        model = AgendaItem

    class Params:
        proposed = factory.Trait(status=AgendaItem.Status.PROPOSED, meeting=None, position=None)
        closed = factory.Trait(is_open=False, summary="", url="")
        decided = factory.Trait(
            status=AgendaItem.Status.DECIDED,
            outcome=AgendaItem.Outcome.APPROVED,
            decision="Indstillingen blev vedtaget.",
            decided_at=factory.LazyFunction(timezone.now),
        )

    meeting = factory.SubFactory(MeetingFactory, agenda=True)
    body = factory.LazyAttribute(lambda item: item.meeting.body if item.meeting else BodyFactory())
    status = AgendaItem.Status.PLACED
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Cykelsti nr. {n}")
    summary = "Forslag om en cykelsti."


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    body = factory.SubFactory(BodyFactory)
    thread = factory.LazyAttribute(
        lambda room: Thread.objects.create(department=room.body.department)
    )


class RecommendationFactory(factory.django.DjangoModelFactory):
    """A recommendation that waits for its answer, unless a trait says otherwise."""

    class Meta:
        model = Recommendation

    class Params:
        followed = factory.Trait(
            status=Recommendation.Status.FOLLOWED,
            reason="Det gør vi.",
            answered_at=factory.LazyFunction(timezone.now),
            status_due_on=factory.LazyFunction(lambda: local_date(days_from_now(182))),
        )
        rejected = factory.Trait(
            status=Recommendation.Status.REJECTED,
            reason="Der er ikke penge til det.",
            answered_at=factory.LazyFunction(timezone.now),
        )

    body = factory.SubFactory(BodyFactory)
    addressed_to = factory.SubFactory(BodyFactory, committee=True)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Flere bænke {n}")
    text = "Vi anbefaler flere bænke langs stierne."
    made_on = factory.LazyFunction(lambda: local_date(timezone.now()))


class CallFactory(factory.django.DjangoModelFactory):
    """An open call, unless a trait says otherwise."""

    class Meta:
        model = Call

    class Params:
        draft = factory.Trait(status=Call.Status.DRAFT, published_at=None)
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: days_from_now(-40)),
            closes_at=factory.LazyFunction(lambda: days_from_now(-10)),
        )

    body = factory.SubFactory(BodyFactory, section_17_4=True)
    group = factory.SubFactory(SeatGroupFactory, body=factory.SelfAttribute("..body"))
    status = Call.Status.PUBLISHED
    title = factory.Sequence(lambda n: f"Seks borgere søges {n}")
    text = "Fire møder om året."
    criteria = "Kommunalbestyrelsen vælger."
    seats = 6
    opens_at = factory.LazyFunction(lambda: days_from_now(-5))
    closes_at = factory.LazyFunction(lambda: days_from_now(20))
    published_at = factory.LazyFunction(timezone.now)


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    call = factory.SubFactory(CallFactory)
    number = factory.LazyAttribute(lambda row: row.call.next_application_number())
    form_key = factory.LazyFunction(uuid.uuid4)
    name = factory.Sequence(lambda n: f"Signe Syren {n}")
    email = factory.Sequence(lambda n: f"signe{n}@example.dk")
    email_key = factory.LazyAttribute(lambda row: Application.key_of(row.email))
    motivation = "Jeg vil gerne være med."
    received_at = factory.LazyFunction(timezone.now)


class ElectionFactory(factory.django.DjangoModelFactory):
    """An election to which people may be nominated now, unless a trait says otherwise."""

    class Meta:
        model = Election

    class Params:
        draft = factory.Trait(status=Election.Status.DRAFT, published_at=None)
        nominated = factory.Trait(starts=-30)
        voting = factory.Trait(starts=-45)
        counting = factory.Trait(starts=-60)
        # Days from now on which the nomination opens; it takes 20, the vote 15 from day 40 on.
        starts = -5

    body = factory.SubFactory(BodyFactory)
    group = factory.SubFactory(
        SeatGroupFactory, body=factory.SelfAttribute("..body"), is_elected=True
    )
    status = Election.Status.PUBLISHED
    title = factory.Sequence(lambda n: f"Valg til ældrerådet {n}")
    seats = 5
    who_may_stand = "Borgere over 60 år."
    who_may_vote = "Borgere over 60 år."
    nominations_open_at = factory.LazyAttribute(lambda row: days_from_now(row.starts))
    nominations_close_at = factory.LazyAttribute(lambda row: days_from_now(row.starts + 20))
    voting_opens_at = factory.LazyAttribute(lambda row: days_from_now(row.starts + 40))
    voting_closes_at = factory.LazyAttribute(lambda row: days_from_now(row.starts + 55))
    term_starts_on = factory.LazyFunction(lambda: local_date(days_from_now(100)))
    published_at = factory.LazyFunction(timezone.now)


class CandidateFactory(factory.django.DjangoModelFactory):
    """Somebody who stands, unless a trait says otherwise."""

    class Meta:
        model = Candidate

    class Params:
        nominated = factory.Trait(status=Candidate.Status.NOMINATED, answered_at=None)

    election = factory.SubFactory(ElectionFactory)
    number = factory.LazyAttribute(lambda row: row.election.next_candidate_number())
    form_key = factory.LazyFunction(uuid.uuid4)
    name = factory.Sequence(lambda n: f"Poul Pil {n}")
    email = factory.Sequence(lambda n: f"poul{n}@example.dk")
    email_key = factory.LazyAttribute(lambda row: Candidate.key_of(row.email))
    text = "Jeg vil arbejde for flere stier."
    status = Candidate.Status.ACCEPTED
    answered_at = factory.LazyFunction(timezone.now)
