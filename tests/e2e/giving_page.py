"""A project with something of everything that people give, as a browser test wants it."""

from datetime import timedelta

from django.utils import timezone

from core.contributions import Fate
from projects.models import Project, PromiseAnswer
from tests.accounts.factories import OrganisationFactory
from tests.projects.factories import (
    ActivityFactory,
    ActorFactory,
    HelpWantedFactory,
    IdeaFactory,
    OfferFactory,
    ProjectFactory,
    QuestionFactory,
    TeamMemberFactory,
    day,
)
from tests.projects.test_promises import held_walk

NAMES = ("Asta Ask", "Bo Birk", "Yasmin Ymer", "Gerda Gavl", "Mikkel Mur")
BIDS = (
    ("Sæt et spejl i svinget, så man ser, hvem der kommer.", Fate.TRIED, "To spejle til foråret."),
    ("Gult lys som i vores køkkener, ikke hvidt som på sygehuset.", Fate.USED, "Står i opgaven."),
    ("Musik fra en højttaler, man selv kan vælge på.", Fate.EXAMINED, "Vi spørger naboerne først."),
    ("Luk tunnelen om natten.", Fate.NOT_USED, "Så skal cyklister over den store vej."),
    ("Lad koret øve der om tirsdagen.", Fate.WAITING, ""),
)


def make_lively_project() -> Project:
    """Return a project with actors, a team, bids in every state, promises and help wanted."""
    project = ProjectFactory(title="Stierne efter mørkets frembrud")
    question = QuestionFactory(project=project, title="Hvad gør en tunnel tryg?")
    ActorFactory(project=project, group="citizens", name="Beboere i Syd", people=43,
                 brings="Går turene og kender genvejene.")  # fmt: skip
    ActorFactory(project=project, name="Aftenkoret", brings="Synger i tunnelerne")
    ActorFactory(project=project, group="companies", name="Lyslaboratoriet Lampeløs",
                 brings="Låner os armaturer til prøven.")  # fmt: skip
    for name in NAMES:
        TeamMemberFactory(project=project, user__public_name=name)
    TeamMemberFactory(project=project, user__protected=True)
    TeamMemberFactory(project=project, asking=True, brings="Elektriker",
                      message="Jeg bor ved tunnelen og har tid om aftenen.")  # fmt: skip
    TeamMemberFactory(project=project, invited=True, user=None, email="ny@example.dk")
    for text, fate, reason in BIDS:
        told = {"fate_reason": reason, "fate_at": timezone.now()} if reason else {}
        IdeaFactory(project=project, question=question, text=text, fate=fate, **told)
    for title in ("En, der kan måle lyd", "To værter til turen 1. december"):
        wanted = HelpWantedFactory(project=project, title=title)
    OfferFactory(project=project, wanted=wanted, contact="20 20 20 20",
                 organisation=OrganisationFactory(name="Natteravnene"))  # fmt: skip
    ActivityFactory(project=project, title="Snak om lyset", is_over_on=day(10))
    walk = held_walk(project=project, title="Aftentur i tre tunneler",
                     promise_text="I er med til at finde på. Vi skriver alt ned.",
                     asked_at=timezone.now() - timedelta(days=30))  # fmt: skip
    for kept, count in (("yes", 31), ("partly", 3), ("no", 2)):
        answers = [PromiseAnswer(activity=walk, kept=kept) for _ in range(count)]
        PromiseAnswer.objects.bulk_create(answers)
    return project
