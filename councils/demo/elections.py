"""The demo's elections: one that is on, one without a vote, and one with a count by two people."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from core.clock import end_of_day, start_of_day
from councils.demo.boards import NEXT_TERM_IN
from councils.demo.seating import Seater
from councils.demo.types import Day
from councils.models import Candidate, Election
from councils.services.counting import Count, enter_result
from councils.services.elections import create_election, publish_election, settle_uncontested
from councils.services.nominating import accept, nominate
from councils.services.taking_seats import seat_candidate


@dataclass(frozen=True)
class DemoCandidate:
    """Somebody who was nominated; `votes` when they were counted."""

    code: str
    name: str
    day: Day
    text: str
    birth_year: int | None = None
    nominated_by: str = ""
    account: str = ""
    votes: int = 0
    has_accepted: bool = True


@dataclass(frozen=True)
class DemoElection:
    body: str
    title: str
    seats: int
    substitutes: int
    who_may_stand: str
    who_may_vote: str
    # The first and the last day to stand, and to vote.
    nominations: tuple[Day, Day]
    voting: tuple[Day, Day]
    term: tuple[Day, Day]
    candidates: tuple[DemoCandidate, ...]
    how_to_vote: str = ""
    minimum_age: int | None = None
    settled: Day | None = None
    uncontested_note: str = ""
    # Who may vote, and how many ballots are not valid.
    counted: tuple[int, int] | None = None


ELDERLY = DemoElection(
    body="aeldreraadet",
    title="Valg til Ældrerådet",
    seats=9,
    substitutes=3,
    who_may_stand="Alle, der er fyldt 60 år på valgdagen og bor i kommunen.",
    who_may_vote="Alle, der er fyldt 60 år på valgdagen og bor i kommunen. Du får et brev.",
    how_to_vote=(
        "Du får en stemmeseddel med posten. Send den tilbage i kuverten, eller læg den i kassen på "
        "biblioteket."
    ),
    minimum_age=60,
    nominations=(-14, 17),
    voting=(38, 52),
    term=(NEXT_TERM_IN, NEXT_TERM_IN + 1461),
    candidates=(
        DemoCandidate(
            "islandsmos", "Inger Islandsmos", -13,
            "Jeg har været formand i fire år og vil gerne fortsætte. Det vigtigste er, at ingen "
            "skal vente på en seddel på computeren.", 1950, account="aeldreformand",
        ),
        DemoCandidate(
            "pilehegn", "Preben Pilehegn", -11,
            "Bænke, lys og toiletter. Resten kommer af sig selv.", 1948, account="preben",
        ),
        DemoCandidate(
            "aeblegren", "Asta Æblegren", -6,
            "Jeg vil arbejde for, at vi bliver spurgt, før der er noget at stemme om.", 1957,
            account="borger",
        ),
        DemoCandidate(
            "kaffe", "Karen Kaffekande", -3,
            "Jeg kender de fleste, der spiser alene, og vil have flere fælles borde.", 1951,
        ),
        DemoCandidate(
            "haandvaerk", "Halfdan Håndværk", -2, "", nominated_by="Ruth Ribsbusk",
            has_accepted=False,
        ),
    ),
)  # fmt: skip

SCHOOL = DemoElection(
    body="skolebestyrelsen",
    title="Forældrevalg ved Kastanjeskolen",
    seats=7,
    substitutes=0,
    who_may_stand="Alle, der har forældremyndighed over et barn på skolen.",
    who_may_vote="Alle, der har forældremyndighed over et barn på skolen.",
    nominations=(-230, -205),
    voting=(-195, -181),
    term=(-160, 1300),
    settled=-202,
    uncontested_note=(
        "Der var seks kandidater til syv pladser. De er valgt uden afstemning. Den sidste plads "
        "er ledig."
    ),
    candidates=(
        DemoCandidate("madkasse", "Mona Madkasse", -228, "Trivsel i indskolingen.", 1984),
        DemoCandidate("gymnastik", "Gustav Gymnastikpose", -226, "Mere bevægelse.", 1979),
        DemoCandidate("penalhus", "Parisa Penalhus", -220, "Ro til at lære.", 1986),
        DemoCandidate("skoletaske", "Svend Skoletaske", -216, "En sikker skolevej.", 1981),
        DemoCandidate("flyver", "Freja Flyverdragt", -211, "Udeskole hele året.", 1988),
        DemoCandidate("regnskov", "Rafiq Regnskov", -207, "Flere bøger, færre skærme.", 1977),
    ),
)

YOUTH = DemoElection(
    body="ungeraadet",
    title="Valg til Ungerådet",
    seats=7,
    substitutes=2,
    who_may_stand="Alle mellem 15 og 25 år, der bor eller går i skole i kommunen.",
    who_may_vote="Alle mellem 15 og 25 år, der bor i kommunen.",
    how_to_vote="Du stemmer på din skole eller på biblioteket med dit sundhedskort.",
    nominations=(-225, -205),
    voting=(-196, -182),
    term=(-150, 580),
    settled=-179,
    counted=(3184, 11),
    candidates=(
        DemoCandidate(
            "avnboeg", "Alma Avnbøg", -224, "Et sted at være, hvor man ikke skal købe noget.",
            2007, account="ungeformand", votes=214,
        ),
        DemoCandidate("loebehjul", "Lasse Løbehjul", -223, "En bane til hjul.", 2008, votes=187),
        DemoCandidate("hoejtaler", "Hiba Højtaler", -221, "Øvelokaler.", 2006, votes=166),
        DemoCandidate("klatre", "Kit Klatrevæg", -220, "Klatring for alle.", 2009, votes=121),
        DemoCandidate("kurv", "Bilal Basketkurv", -217, "Lys på banen.", 2008, votes=118),
        DemoCandidate("oeje", "Sofie Sommerfugleøje", -214, "Vilde blomster.", 2007, votes=97),
        DemoCandidate("vandpyt", "Viggo Vandpyt", -212, "Busser om natten.", 2010, votes=88),
        DemoCandidate("isvaffel", "Ida Isvaffel", -209, "Fritidsjob.", 2009, votes=61),
        DemoCandidate("kildevand", "Karim Kildevand", -207, "Vandposter.", 2008, votes=43),
    ),
)  # fmt: skip

ELECTIONS = (ELDERLY, SCHOOL, YOUTH)


class Teller:
    """Makes elections from the nomination to the seats."""

    def __init__(self, seater: Seater) -> None:
        self.seater, self.making = seater, seater.making

    def make(self, demo: DemoElection) -> None:
        body = self.seater.bodies[demo.body]
        by = body.secretaries.get()
        opens_at = start_of_day(self.making.day(demo.nominations[0]))
        election = create_election(
            body, by=by, at=opens_at - timedelta(days=10), **self._fields(demo)
        )
        publish_election(election, by=by, at=opens_at - timedelta(days=7))
        found = {row.code: self._stand(election, row) for row in demo.candidates}
        if demo.settled is None:
            return
        at = self.making.past(demo.settled, time(15, 0))
        if demo.counted:
            self._count(election, demo, found, at=at)
        else:
            settle_uncontested(election, note=demo.uncontested_note, by=by, at=at)
        self._seat(election, found, at=at)

    def _fields(self, demo: DemoElection) -> dict[str, object]:
        """Return the columns of an election; the group is the one whose members are elected."""
        day = self.making.day
        return {
            "group": self.seater.bodies[demo.body].groups.get(is_elected=True),
            "title": demo.title,
            "seats": demo.seats,
            "substitutes": demo.substitutes,
            "who_may_stand": demo.who_may_stand,
            "who_may_vote": demo.who_may_vote,
            "how_to_vote": demo.how_to_vote,
            "minimum_age": demo.minimum_age,
            "nominations_open_at": start_of_day(day(demo.nominations[0])),
            "nominations_close_at": end_of_day(day(demo.nominations[1])),
            "voting_opens_at": start_of_day(day(demo.voting[0])),
            "voting_closes_at": end_of_day(day(demo.voting[1])),
            "term_starts_on": day(demo.term[0]),
            "term_ends_on": day(demo.term[1]),
        }

    def _stand(self, election: Election, demo: DemoCandidate) -> Candidate:
        user = self.making.people.get(demo.account)
        at = self.making.past(demo.day, time(20, 10))
        candidate = nominate(
            election,
            form_key=uuid.uuid4(),
            name=demo.name,
            email=user.email if user else f"{demo.code}@post.example",
            nominated_by=demo.nominated_by,
            text=demo.text,
            birth_year=demo.birth_year,
            user=user,
            language="da",
            at=at,
        )
        if demo.has_accepted and candidate.status != Candidate.Status.ACCEPTED:
            at = min(at + timedelta(hours=2), self.making.at)
            accept(candidate, text=demo.text, birth_year=demo.birth_year, at=at)
        return candidate

    def _count(
        self,
        election: Election,
        demo: DemoElection,
        found: dict[str, Candidate],
        *,
        at: datetime,
    ) -> None:
        """Let the secretary and the administrator enter the same result."""
        assert demo.counted
        eligible, invalid = demo.counted
        votes = {found[row.code].number: row.votes for row in demo.candidates}
        count = Count(eligible, sum(votes.values()) + invalid, invalid, votes)
        first, second = election.body.secretaries.get(), self.making.people["administrator"]
        enter_result(election, count=count, by=first, at=at)
        enter_result(election, count=count, by=second, at=at + timedelta(hours=1))

    def _seat(self, election: Election, found: dict[str, Candidate], *, at: datetime) -> None:
        starts_at = start_of_day(election.term_starts_on)
        seats = iter(election.group.seats.order_by("number"))
        by = election.body.secretaries.get()
        for code, candidate in found.items():
            candidate.refresh_from_db()
            if candidate.is_elected or candidate.substitute_rank:
                seat = next(seats) if candidate.is_elected else None
                membership = seat_candidate(
                    candidate, seat, starts_at=starts_at, ends_at=None, by=by, at=at
                )
                self.seater.members[code] = membership.member
