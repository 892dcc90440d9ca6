"""Problems and projects in every state, named by state."""

import uuid
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from core.clock import local_date
from councils.models import Body
from projects.models import (
    Activity,
    Actor,
    FocusDesignation,
    FocusFlag,
    FocusYear,
    HelpWanted,
    Idea,
    Implementation,
    InvolvementStep,
    Lesson,
    Milestone,
    Offer,
    Phase,
    Problem,
    ProblemRoute,
    Project,
    ProjectDocument,
    Question,
    QuestionChange,
    TeamMember,
    Update,
    UpdatePicture,
)
from projects.models.people import ActorGroup
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.councils.factories import BodyFactory, MembershipFactory
from tests.events.factories import EventFactory
from tests.walls.factories import WallFactory


def day(days: int):
    """Return the day so many days from now, Europe/Copenhagen."""
    return local_date(timezone.now() + timedelta(days=days))


class ProjectFactory(factory.django.DjangoModelFactory):
    """An active project, unless a trait says otherwise."""

    class Meta:
        model = Project

    class Params:
        draft = factory.Trait(status=Project.Status.DRAFT, published_at=None)
        closed = factory.Trait(
            status=Project.Status.CLOSED,
            closed_at=factory.LazyFunction(timezone.now),
            outcome="To tunneler har fået nyt lys.",
        )

    title = factory.Sequence(lambda n: f"Stierne {n}")
    status = Project.Status.ACTIVE
    lead = "Mange går en omvej for at undgå tunnelerne om aftenen."
    brief_problem = "Der er 62 tunneler i byen, og mange er mørke."
    brief_for_whom = "Alle, der går og cykler om aftenen."
    brief_leads_to = "En prøve i to tunneler til foråret."
    department = factory.SubFactory(DepartmentFactory)
    facilitator = factory.SubFactory(UserFactory, staff=True)
    started_on = factory.LazyFunction(lambda: day(-100))
    published_at = factory.LazyFunction(timezone.now)


class ProblemRouteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProblemRoute

    department = factory.SubFactory(DepartmentFactory)


class ProblemFactory(factory.django.DjangoModelFactory):
    """A problem that everybody can read and nobody has answered, unless a trait says otherwise."""

    class Meta:
        model = Problem

    class Params:
        held = factory.Trait(state=Problem.State.HELD, held_for="first")
        hidden = factory.Trait(state=Problem.State.HIDDEN, hidden_reason="advert")
        declined = factory.Trait(
            answer=Problem.Answer.DECLINED,
            reason="Det er en privat vej.",
            answered_at=factory.LazyFunction(timezone.now),
        )
        overdue = factory.Trait(answer_due_on=factory.LazyFunction(lambda: day(-3)))

    title = factory.Sequence(lambda n: f"Tunnelen er mørk {n}")
    text = "Lyset ved stationen har været slukket siden august."
    for_whom = "Alle, der kommer med det sidste tog."
    known_by = "Jeg går der hver aften."
    author = factory.SubFactory(UserFactory)
    department = factory.SubFactory(DepartmentFactory)
    key = factory.LazyFunction(uuid.uuid4)
    answer_due_on = factory.LazyFunction(lambda: day(20))


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Hvad gør en tunnel tryg? {n}")
    text = "Vi ved det ikke endnu."
    by_whom = "projektgruppen"
    changed_on = factory.LazyFunction(lambda: day(-10))


class UpdateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Update

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Nyt fra stierne {n}")
    text = "Vi har gået den første tur."


class LessonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lesson

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Gå turen sammen {n}")
    tried = "Vi gik tre ture i mørke."
    result = "Folk viste os steder, vi ikke kendte."
    again = "Ja, men med færre på hver tur."


class ActorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Actor

    project = factory.SubFactory(ProjectFactory)
    group = ActorGroup.ASSOCIATIONS
    name = factory.Sequence(lambda n: f"Aftenkoret {n}")
    brings = "Synger i tunnelerne."


class TeamMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TeamMember

    class Params:
        asking = factory.Trait(status=TeamMember.Status.ASKED)
        invited = factory.Trait(status=TeamMember.Status.INVITED)

    project = factory.SubFactory(ProjectFactory)
    user = factory.SubFactory(UserFactory)
    group = ActorGroup.CITIZENS
    status = TeamMember.Status.ON_TEAM


class IdeaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Idea

    project = factory.SubFactory(ProjectFactory)
    number = factory.LazyAttribute(lambda idea: idea.project.next_idea_number())
    text = factory.Sequence(lambda n: f"Sæt et spejl i svinget {n}")
    author = factory.SubFactory(UserFactory)
    key = factory.LazyFunction(uuid.uuid4)


class HelpWantedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HelpWanted

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"En, der kan måle lyd {n}")


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offer

    project = factory.SubFactory(ProjectFactory)
    text = "Jeg har en lydmåler."
    author = factory.SubFactory(UserFactory)
    key = factory.LazyFunction(uuid.uuid4)


class ActivityFactory(factory.django.DjangoModelFactory):
    """A conversation of a project; `walk` and `on_wall` own an event and a wall."""

    class Meta:
        model = Activity

    class Params:
        walk = factory.Trait(
            kind=Activity.Kind.EVENT,
            event=factory.SubFactory(EventFactory, is_owned=True, kind="walk"),
        )
        on_wall = factory.Trait(kind=Activity.Kind.WALL, wall=factory.SubFactory(WallFactory))

    project = factory.SubFactory(ProjectFactory)
    kind = Activity.Kind.CONVERSATION
    title = factory.Sequence(lambda n: f"Aftentur {n}")
    promise = Activity.Promise.INVOLVE


class FocusYearFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FocusYear
        django_get_or_create = ["year"]

    year = factory.LazyFunction(lambda: day(0).year + 1)


class CouncilMemberFactory(MembershipFactory):
    """A member of the municipal council with an account; all in one council."""

    class Params:
        account = True

    body = factory.LazyFunction(
        lambda: (
            Body.objects.filter(kind=Body.Kind.MUNICIPAL_COUNCIL).first()
            or BodyFactory(municipal_council=True)
        )
    )


class FocusFlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FocusFlag

    year = factory.SubFactory(FocusYearFactory)
    project = factory.SubFactory(ProjectFactory)
    member = factory.LazyFunction(lambda: CouncilMemberFactory().member)
    reason = "Stierne er det, alle i byen er fælles om."
    slot = 1


class InvolvementStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InvolvementStep

    project = factory.SubFactory(ProjectFactory)
    who = "Unge, der går hjem fra fritidsklubben"
    comes_by_itself = False
    how = "Vi spørger dem i klubben."
    when_from = factory.LazyFunction(lambda: day(30))


class FocusDesignationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FocusDesignation

    year = factory.SubFactory(FocusYearFactory)
    project = factory.SubFactory(ProjectFactory)
    slot = 1
    decided_on = factory.LazyFunction(lambda: day(-5))
    decision_url = "https://dagsordener.example.dk/punkt/9"
    reason = "Stierne berører alle."


class QuestionChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuestionChange

    question = factory.SubFactory(QuestionFactory)
    state = Question.State.OPEN
    text = "Vi ved det ikke endnu."
    by_whom = "projektgruppen"
    on = factory.LazyFunction(lambda: day(-10))


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase

    project = factory.SubFactory(ProjectFactory)
    kind = Project.PhaseKind.IDENTIFY
    starts_on = factory.LazyFunction(lambda: day(-90))
    text = "188 meldte tunneler ind på kortet"


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Værkstedet {n} er holdt")
    due_on = factory.LazyFunction(lambda: day(30))


class ImplementationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Implementation

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"Nyt lys i tunnel {n}")
    by_whom = "Vej og Park"
    done_on = factory.LazyFunction(lambda: day(-3))


class StoredProjectFileFactory(factory.django.DjangoModelFactory):
    """What the rows of files have in common: a small file that is there."""

    class Meta:
        abstract = True

    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 lys", name="lys.pdf"))
    original_name = "lys.pdf"
    content_type = "application/pdf"
    size = 12
    sha256 = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    uploaded_at = factory.LazyFunction(timezone.now)


class ProjectDocumentFactory(StoredProjectFileFactory):
    class Meta:
        model = ProjectDocument

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Lysmåling {n}")
    pages = 3


class UpdatePictureFactory(StoredProjectFileFactory):
    class Meta:
        model = UpdatePicture

    update = factory.SubFactory(UpdateFactory)
    original_name = "tur.png"
    content_type = "image/png"
    alt = "Ti mennesker med lommelygter i en tunnel"
