"""Who the demo's hearings ask, and the meetings at which they are decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from core.clock import local_date
from councils.models import AgendaItem, Body, Meeting
from hearings.demo.types import Day
from hearings.models import ConsultedParty, Hearing
from hearings.services.decisions import enter_step
from hearings.services.parties import ask_party, give_statement, have_no_remarks, note_opened
from hearings.services.recommending import recommend_to_hearing

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User

ASKED_AT, ANSWERED_AT = time(11, 5), time(13, 40)


@dataclass(frozen=True)
class DemoParty:
    """A party: a body by name, or somebody outside with an address; and how far they are."""

    hearing: str
    name: str
    asked: Day
    due: Day
    email: str = ""
    question: str = ""
    opened: Day | None = None
    # The day of the answer; without words they had no remarks.
    answered: Day | None = None
    statement: str = ""


PARTIES = (
    DemoParty(
        "skallerne",
        "Ældrerådet",
        -34,
        10,
        question="Er stierne og pladsen foran husene gode nok for ældre?",
        opened=-33,
        answered=-31,
        statement=(
            "Ældrerådet er glad for, at stien bliver lagt uden trin. Vi beder om to ting: bænke "
            "med armlæn for hver 100 meter, og lys, der ikke blænder. Vi har ingen bemærkninger "
            "til husenes højde."
        ),
    ),
    DemoParty(
        "skallerne",
        "Handicaprådet",
        -34,
        10,
        question="Kan man færdes alene med kørestol, stok eller førerhund?",
        opened=-20,
    ),
    DemoParty("skallerne", "Foreningen for gamle træer", -34, 10, email="foreningen@post.example"),
    DemoParty(
        "skallerne",
        "Nabokommunen",
        -34,
        10,
        email="nabokommunen@post.example",
        opened=-28,
        answered=-27,
    ),
    DemoParty("skole", "Skolebestyrelsen ved Kastanjeskolen", -8, 30, opened=-5),
    DemoParty("skole", "Ungerådet", -8, 30),
)
# Hearing, body, title of the item on its agenda; each decides its case when the meeting comes.
COMING = (
    ("kongsholm", "Miljø- og Byudvalget", "Helhedsplan for Kongsholmparken"),
    ("haveaffald", "Kommunalbestyrelsen", "Takster for haveaffald næste år"),
)
ADVICE = (
    "skallerne",
    "Handicaprådet",
    "Ingen trin og ingen kanter på stierne ved Skallerne",
    (
        "Stierne skal kunne bruges med hjul og mærkes med en stok. Det er billigst, når det er "
        "tænkt med fra begyndelsen."
    ),
    "Kommunalbestyrelsen",
)


class Consulting:
    """Asks the parties of hearings that are made, and ties their decisions to meetings."""

    def __init__(
        self,
        made: dict[str, Hearing],
        people: dict[str, User],
        *,
        at: datetime,
        day: Callable[[Day], date],
        past: Callable[..., datetime],
    ) -> None:
        self.made, self.people, self.at, self.day, self.past = made, people, at, day, past

    def load(self) -> None:
        for party in PARTIES:
            self._party(party)
        self._recommend()
        for step in COMING:
            self._comes(*step)

    def _case_worker(self, hearing: Hearing) -> User:
        return self.people["nabo" if hearing == self.made["skole"] else "sagsbehandler"]

    def _party(self, demo: DemoParty) -> None:
        hearing, due_on = self.made[demo.hearing], self.day(demo.due)
        body = None if demo.email else Body.objects.get(name=demo.name)
        party = ask_party(
            hearing,
            body=body,
            name="" if body else demo.name,
            email=demo.email,
            question=demo.question,
            due_on=due_on,
            by=self._case_worker(hearing),
            at=self.past(demo.asked, ASKED_AT),
        )
        if demo.opened is not None:
            note_opened(party, at=self.past(demo.opened, ANSWERED_AT))
        if demo.answered is not None:
            self._answer(party, demo.statement, at=self.past(demo.answered, ANSWERED_AT))

    def _answer(self, party: ConsultedParty, statement: str, *, at: datetime) -> None:
        by = party.body.secretaries.get() if party.body else None
        if not statement:
            have_no_remarks(party, by=by, at=at)
            return
        meeting: Meeting | None = party.body.meetings.past(at).first() if party.body else None
        give_statement(party, text=statement, meeting=meeting, seen="", by=by, at=at)

    def _recommend(self) -> None:
        code, body_name, title, text, to = ADVICE
        body = Body.objects.get(name=body_name)
        at = self.past(-10, ANSWERED_AT)
        recommend_to_hearing(
            self.made[code],
            body,
            title=title,
            text=text,
            addressed_to=Body.objects.get(name=to),
            made_on=local_date(at),
            answer_due_on=local_date(self.at + timedelta(days=40)),
            by=body.secretaries.get(),
            at=at,
        )

    def _comes(self, code: str, body: str, title: str) -> None:
        """Tie a case to the item of a meeting that comes: the meeting's decision ends it."""
        hearing = self.made[code]
        item = AgendaItem.objects.select_related("meeting__event").get(body__name=body, title=title)
        assert item.meeting is not None
        enter_step(
            hearing,
            body=body,
            meets_on=local_date(item.meeting.event.starts_at),
            item=item,
            decides_it=True,
            by=self._case_worker(hearing),
            at=self.at - timedelta(days=1),
        )
