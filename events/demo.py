"""The demo's events: nearly full, full with people who wait, held, and cancelled."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from city.models import Area, Department, Topic
from core.clock import local_date
from core.files import inspect_upload
from events import services
from events.models import Event, Registration
from notifications.models import Message

if TYPE_CHECKING:
    from accounts.models import User

FILES = Path(__file__).resolve().parent / "demo_files"
DEPARTMENT, BY = "By, Kultur og Miljø", "facilitator"
# File name, and what one sees.
PICTURES = (
    ("gaatur-ved-kanalen.png", "Tegning: fire mennesker på en sti mellem kanalen og træerne."),
    ("kort-med-gule-sedler.png", "Tegning: et kort med sedler på, som deltagerne har skrevet."),
)


@dataclass(frozen=True)
class DemoGuests:
    """Somebody who signed up, days before today; `account` is a code of accounts.demo."""

    name: str
    days: int
    people: int = 1
    organisation: str = ""
    needs: str = ""
    account: str = ""
    # Whether they told that they do not come, two hours ago.
    has_left: bool = False


@dataclass(frozen=True)
class DemoEvent:
    kind: str
    title: str
    text: str
    day: int
    hours: tuple[int, int]
    place: str
    fields: dict[str, Any]
    guests: tuple[DemoGuests, ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    outcome: str = ""
    cancelled: str = ""


SIGN_UP = {"takes_sign_up": True, "asks_needs": True}
EVENTS = (
    DemoEvent(
        Event.Kind.CITIZENS_MEETING,
        "Borgermøde: hvad skal Midtbyen kunne om ti år?",
        "Vi taler ved små borde om butikker, boliger og steder at være. Der er kaffe, og du kan "
        "tage børn med.",
        10,
        (19, 21),
        "Biblioteket, store sal",
        {
            **SIGN_UP,
            "capacity": 40,
            "accessibility": "Elevator, teleslynge og handicaptoilet. Tolk kan bestilles.",
            "contact": "Fie Flipover, 00 00 00 00",
        },
        (
            DemoGuests("Asta Æblegren", 9, account="borger"),
            DemoGuests("Villads Vindheks", 9, 2, account="villads"),
            DemoGuests("Gerda Gulerod", 8, needs="Jeg hører dårligt.", account="gerda"),
            DemoGuests("Klub for brætspil", 8, 6, "Brætspilsklubben"),
            DemoGuests("Linus Lampeskærm", 7, 2),
            DemoGuests("Hyldegårdens beboere", 6, 8, "Gårdlauget"),
            DemoGuests("Mille Mælkebøtte", 5, 3),
            DemoGuests("Handelsforeningen", 4, 5, "Handelsforeningen"),
            DemoGuests("Cajus Cykelsti", 3, account="cajus"),
            DemoGuests("Ellen Engelhat", 2, 2, needs="Jeg kommer i kørestol."),
            DemoGuests("Jamal Julestjerne", 1, 4),
            DemoGuests("Sif Sneppe", 1, 2),
        ),
        topics=("Byplan og byggeri",),
    ),
    DemoEvent(
        Event.Kind.WORKSHOP,
        "Værksted: byg en model af din gård",
        "Pap, ler og mos. Tag et billede af din gård med, så bygger vi den, som den kunne være.",
        16,
        (10, 14),
        "Beboerhuset",
        {**SIGN_UP, "capacity": 10, "offer_hours": 48},
        (
            DemoGuests("Ulrikke Udsigtsgren", 12, 2, account="udvalgsborger"),
            DemoGuests("Familien Ferskensten", 11, 4),
            DemoGuests("Yrsa Ymerdal", 9, account="yrsa", has_left=True),
            DemoGuests("Bertram Birketræ", 8, 3),
            DemoGuests("Selma Solbær", 6, account="selma"),
            DemoGuests("Nynne Nytilflytter", 5, account="nynne"),
            DemoGuests("Torben Tusindfryd", 3, 2),
        ),
        areas=("Galgebakken", "Hyldespjældet"),
        topics=("Klima og grønne områder",),
    ),
    DemoEvent(
        Event.Kind.WALK,
        "Gåtur langs kanalen: hvor løber vandet hen?",
        "Vi går to kilometer i roligt tempo og standser, hvor kanalen løber over.",
        -16,
        (15, 17),
        "Vi mødes ved den hvide bro",
        {"accessibility": "Fast grus hele vejen. Der er en bænk for hver 300 meter."},
        areas=("Albertslund Syd",),
        topics=("Klima og grønne områder", "Trafik og stier"),
        outcome=(
            "28 gik med. De pegede på syv steder, hvor vandet står på stien, når det regner. "
            "Tre af dem kendte vi ikke. Vi renser risten ved broen i denne måned, og resten kommer "
            "med i planen for kanalen."
        ),
    ),
    DemoEvent(
        Event.Kind.OPEN_HOUSE,
        "Åbent hus på genbrugspladsen",
        "Se, hvad der sker med det, du afleverer.",
        6,
        (10, 13),
        "Genbrugspladsen",
        {"takes_sign_up": True},
        (DemoGuests("Preben Pilehegn", 7, account="preben"), DemoGuests("Oline Overskudslager", 6)),
        topics=("Affald og genbrug",),
        cancelled="Pladsen får ny asfalt den dag. Vi finder en ny dato til foråret.",
    ),
)


class Host:
    """Makes events with those who sign up, each at its own moment."""

    def __init__(self, people: dict[str, User], at: datetime) -> None:
        self.people, self.by, self.at = people, people[BY], at

    def make(self, demo: DemoEvent) -> None:
        first, last = demo.hours
        made_at = self.at - timedelta(days=30)
        event = services.create_event(
            kind=demo.kind,
            title=demo.title,
            text=demo.text,
            starts_at=self._moment(demo.day, first),
            ends_at=self._moment(demo.day, last),
            place=demo.place,
            department=Department.objects.get(name=DEPARTMENT),
            areas=Area.objects.filter(name__in=demo.areas),
            topics=Topic.objects.filter(name__in=demo.topics),
            by=self.by,
            at=made_at,
            **demo.fields,
        )
        services.publish_event(event, by=self.by, at=made_at)
        came = [(row, self._sign_up(event, row)) for row in demo.guests]
        for row, registration in came:
            if row.has_left:
                self._leave(registration)
        if demo.outcome:
            self._tell_what_came_of_it(event, demo.outcome)
        if demo.cancelled:
            at = self.at - timedelta(days=1)
            services.cancel_event(event, reason=demo.cancelled, by=self.by, at=at)

    def _moment(self, day: int, hour: int) -> datetime:
        on = local_date(self.at) + timedelta(days=day)
        return timezone.make_aware(datetime.combine(on, time(hour)))

    def _sign_up(self, event: Event, demo: DemoGuests) -> Registration:
        user = self.people.get(demo.account)
        return services.register(
            event,
            name=demo.name,
            email=user.email if user else f"gaest-{uuid.uuid4().hex[:8]}@post.example",
            people=demo.people,
            organisation=demo.organisation,
            needs=demo.needs,
            user=user,
            form_key=uuid.uuid4(),
            at=self.at - timedelta(days=demo.days),
        )

    def _leave(self, registration: Registration) -> None:
        """Let somebody cancel: who has waited longest is offered the seat, and has two days."""
        services.cancel_registration(
            registration, ended=Registration.Ended.BY_PERSON, at=self.at - timedelta(hours=2)
        )

    def _tell_what_came_of_it(self, event: Event, outcome: str) -> None:
        at = self.at - timedelta(days=12)
        services.write_outcome(event, outcome=outcome, by=self.by, at=at)
        for position, (name, title) in enumerate(PICTURES):
            upload = SimpleUploadedFile(name, (FILES / name).read_bytes())
            services.add_file(
                event,
                inspect_upload(upload),
                title=title,
                is_outcome=True,
                position=position,
                by=self.by,
                at=at,
            )


def load(people: dict[str, User], *, at: datetime) -> None:
    """Make the demo's events. Made once: a second load changes nothing."""
    if Event.objects.filter(title=EVENTS[0].title).exists():
        return
    host = Host(people, at)
    for event in EVENTS:
        host.make(event)
    Message.objects.filter(kind__startswith="events.").exclude(kind="events.offered").delete()
