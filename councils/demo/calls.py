"""The demo's calls for seats: one that is open, and one in which everybody has an answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from city.models import Area
from core.clock import end_of_day, start_of_day
from councils.demo.seating import Seater
from councils.demo.types import Day
from councils.models import Application, Call, Member, Seat
from councils.services.applications import apply, choose, withdraw_application
from councils.services.calls import create_call, publish_call
from councils.services.taking_seats import seat_applicant

Status = Application.Status
WOMAN, MAN = Member.Gender.WOMAN, Member.Gender.MAN
CHOSEN = "Du ved noget om din gård, som vi andre ikke ved, og du har tid til møderne."


@dataclass(frozen=True)
class DemoApplicant:
    """Somebody who applied, and the answer. What stands last is told by those who were seated."""

    code: str
    name: str
    day: Day
    motivation: str
    area: str = ""
    status: str = ""
    reason: str = ""
    account: str = ""
    gender: str = ""
    birth_year: int | None = None

    @property
    def email(self) -> str:
        return f"{self.code}@post.example"


@dataclass(frozen=True)
class DemoCall:
    body: str
    title: str
    text: str
    criteria: str
    seats: int
    opens: Day
    last_day: Day
    answer_by: Day
    applicants: tuple[DemoApplicant, ...]
    decided: Day | None = None
    reason: str = ""


YARDS = DemoCall(
    body="gaardrum",
    title="Seks borgere til Udvalget om grønne gårdrum",
    text=(
        "Vil du være med til at finde ud af, hvad de fælles gårdrum skal kunne? Udvalget mødes "
        "hver anden måned om aftenen i halvandet år. Du behøver ikke vide noget om planter."
    ),
    criteria=(
        "Kommunalbestyrelsen vælger. Vi lægger vægt på, at de seks bor forskellige steder i byen, "
        "har forskellig alder og er begge køn."
    ),
    seats=6,
    opens=-320,
    last_day=-288,
    answer_by=-270,
    decided=-276,
    reason=(
        "De seks er valgt, så fem bydele er med, og så der er både nye og gamle beboere. En er på "
        "reservelisten. Der var flere gode ansøgninger fra Galgebakken, end der var pladser til."
    ),
    applicants=(
        DemoApplicant(
            "udsigt", "Ulrikke Udsigtsgren", -318,
            "Jeg har plantet et æbletræ i gården og lært, at man skal spørge først.",
            "Hyldespjældet", Status.CHOSEN, CHOSEN, "udvalgsborger", WOMAN, 1991,
        ),
        DemoApplicant(
            "mosekrog", "Mogens Mosekrog", -317,
            "Vores gård står under vand to gange om året. Det kan gøres bedre.",
            "Galgebakken", Status.CHOSEN, CHOSEN, "gaardmand", MAN, 1972,
        ),
        DemoApplicant(
            "lavendel", "Lars Lavendelhegn", -312, "Jeg er formand for et gårdlaug.",
            "Albertslund Syd", Status.CHOSEN, CHOSEN, "", MAN, 1966,
        ),
        DemoApplicant(
            "tagsten", "Tariq Tagstensen", -310, "Jeg vil have et sted, hvor børnene må larme.",
            "Albertslund Nord", Status.CHOSEN, CHOSEN, "", MAN, 1989,
        ),
        DemoApplicant(
            "kompost", "Kirstine Kompostbunke", -300, "Jeg kan lave jord af næsten alt.",
            "Galgebakken", Status.CHOSEN, CHOSEN, "", WOMAN, 1956,
        ),
        DemoApplicant(
            "drivhus", "Daniel Drivhusglas", -296, "Jeg er lige flyttet hertil og vil lære byen.",
            "Morbærhaven", Status.CHOSEN, CHOSEN, "", MAN, 1994,
        ),
        DemoApplicant(
            "fuglebad", "Finn Fuglebad", -295, "Jeg tæller fugle i gården hver morgen.",
            "Galgebakken", Status.RESERVE,
            "Du er nummer et på reservelisten. Vi ringer, hvis en plads bliver ledig.",
        ),
        DemoApplicant(
            "cementgulv", "Conny Cementgulvet", -291, "Jeg synes, der er for meget flisegang.",
            "Galgebakken", Status.NOT_CHOSEN,
            "Der er valgt to fra Galgebakken, og vi ville gerne have flere bydele med. Møderne er "
            "åbne, og vi håber, du kommer.",
        ),
        DemoApplicant("droemmesen", "Dorthe Drømmesen", -290, "Jeg vil gerne være med."),
    ),
)  # fmt: skip

SPORTS = DemoCall(
    body="idraetsraadet",
    title="En plads i Idrætsrådet til en lille forening",
    text=(
        "Idrætsrådet mangler en stemme fra de foreninger, der ikke har deres egen hal. Rådet mødes "
        "seks gange om året på en hverdagsaften."
    ),
    criteria="Rådet vælger. Vi lægger vægt på, at foreningen er lille, og at du selv er aktiv.",
    seats=1,
    opens=-12,
    last_day=16,
    answer_by=37,
    applicants=(
        DemoApplicant(
            "jonglering", "Jonas Jonglørkegle", -10, "Vi er elleve, der jonglerer i en kælder.",
            "Albertslund Midtby",
        ),
        DemoApplicant(
            "borgersport", "Asta Æblegren", -8, "Jeg går stavgang med tyve andre hver onsdag.",
            "Galgebakken", account="borger",
        ),
        DemoApplicant(
            "bueskytte", "Bodil Buestreng", -5, "Vi skyder med bue og mangler et sted om vinteren.",
            "Risby",
        ),
        DemoApplicant(
            "rulle", "Rune Rulleskøjte", -2, "Vi kører på rulleskøjter, hvor der er plads.",
            "Coop-byen",
        ),
    ),
)  # fmt: skip

CALLS = (YARDS, SPORTS)


class Caller:
    """Makes calls with their applications, and seats who was chosen."""

    def __init__(self, seater: Seater) -> None:
        self.seater, self.making = seater, seater.making

    def make(self, demo: DemoCall) -> None:
        body = self.seater.bodies[demo.body]
        by = body.secretaries.get()
        opens_at = start_of_day(self.making.day(demo.opens))
        call = create_call(
            body,
            group=body.groups.get(position=1),
            title=demo.title,
            text=demo.text,
            criteria=demo.criteria,
            seats=demo.seats,
            opens_at=opens_at,
            closes_at=end_of_day(self.making.day(demo.last_day)),
            answer_by=self.making.day(demo.answer_by),
            by=by,
            at=opens_at - timedelta(days=3),
        )
        call = publish_call(call, by=by, at=opens_at - timedelta(hours=14))
        found = {row.code: self._apply(call, row) for row in demo.applicants}
        if demo.decided is None:
            return
        for row in demo.applicants:
            if not row.status:
                withdraw_application(found[row.code], at=call.closes_at - timedelta(hours=9))
        choices = {found[row.code].pk: (row.status, row.reason) for row in demo.applicants}
        at = self.making.past(demo.decided, time(14, 0))
        choose(call, choices=choices, reason=demo.reason, by=by, at=at)
        chosen = [row for row in demo.applicants if row.status == Status.CHOSEN]
        for row, seat in zip(chosen, call.group.seats.order_by("number"), strict=True):
            self._seat(found[row.code], row, seat, at=at)

    def _apply(self, call: Call, demo: DemoApplicant) -> Application:
        user = self.making.people.get(demo.account)
        return apply(
            call,
            form_key=uuid.uuid4(),
            name=demo.name,
            email=user.email if user else demo.email,
            area=Area.objects.filter(name=demo.area).first(),
            motivation=demo.motivation,
            user=user,
            language="da",
            at=self.making.past(demo.day, time(19, 20)),
        )

    def _seat(
        self, application: Application, demo: DemoApplicant, seat: Seat, *, at: datetime
    ) -> None:
        body = application.call.body
        term = body.terms.get()
        membership = seat_applicant(
            application,
            seat,
            starts_at=start_of_day(term.starts_on),
            ends_at=None,
            by=body.secretaries.get(),
            at=at,
        )
        member = membership.member
        member.gender, member.birth_year = demo.gender, demo.birth_year
        member.save(update_fields=["gender", "birth_year"])
        self.seater.members[demo.code] = member
