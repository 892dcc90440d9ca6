"""What the demo's bodies recommend, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from core.clock import local_date
from councils.advice import stamp_of
from councils.demo.seating import Seater
from councils.demo.types import Day
from councils.models import AgendaItem, Meeting, Recommendation
from councils.services.recommendations import (
    answer_recommendation,
    finish_recommendation,
    give_status,
    make_recommendation,
)

Status = Recommendation.Status


@dataclass(frozen=True)
class DemoAdvice:
    body: str
    title: str
    text: str
    to: str
    day: Day
    # The days until which an answer is owed, and on which it came.
    due: Day | None = None
    answered: Day | None = None
    status: str = ""
    reason: str = ""
    # The title of the item under which it was decided.
    decided_under: str = ""
    statuses: tuple[tuple[Day, str], ...] = ()
    done: tuple[Day, str] | None = None


ADVICE = (
    DemoAdvice(
        "gaardrum",
        "Tre forsøg med regnbede",
        "Vi anbefaler tre forsøg i tre forskellige gårde: en med ler, en med sand og en, hvor alt "
        "er fliser i dag. Naboerne skal være med til at grave.",
        "miljoe-by",
        -60,
        due=25,
    ),
    DemoAdvice(
        "aeldreraadet",
        "En bænk for hver 100 meter i Midtbyen",
        "Mange går en tur, hvis de ved, at de kan sidde undervejs. Bænkene skal have ryg og armlæn "
        "og stå i læ.",
        "kommunalbestyrelsen",
        -32,
        due=30,
        answered=-17,
        status=Status.FOLLOWED,
        reason="Anbefalingen følges. De første tolv bænke stilles op til foråret, og resten året "
        "efter.",
        decided_under="Flere bænke i Midtbyen",
        statuses=((-4, "Bænkene er bestilt. Rådet har prøvesiddet tre slags og valgt den ene."),),
    ),
    DemoAdvice(
        "aeldreraadet",
        "Breve på papir til dem, der ikke har e-Boks",
        "Kommunens breve skal også kunne komme med posten, uden at man skal søge om det hvert år.",
        "kommunalbestyrelsen",
        -390,
        due=-330,
        answered=-340,
        status=Status.FOLLOWED,
        reason="Anbefalingen følges. En fritagelse gælder nu, til man selv siger fra.",
        statuses=((-200, "Systemet er rettet. De første breve er sendt."),),
        done=(-90, "Det virker. Man ringer til Borgerservice én gang, og så kommer posten."),
    ),
    DemoAdvice(
        "handicapraadet",
        "Teleslynge i alle mødelokaler",
        "Der skal være teleslynge i alle kommunens mødelokaler, og nogen skal prøve dem hvert år.",
        "kommunalbestyrelsen",
        -210,
        due=-150,
        answered=-160,
        status=Status.PARTLY,
        reason="De ti lokaler, hvor der holdes borgermøder, får teleslynge. Resten får en bærbar, "
        "som kan lånes.",
    ),
    DemoAdvice(
        "ungeraadet",
        "Busser om natten i weekenden",
        "En bus i timen fra stationen om natten, så man kan komme hjem uden at gå alene.",
        "miljoe-by",
        -120,
        due=-60,
        answered=-70,
        status=Status.REJECTED,
        reason="Det koster 1,9 millioner kroner om året, og de penge er der ikke. Udvalget vil "
        "gerne tale med rådet om lys og følgeskab i stedet.",
    ),
)


class Adviser:
    """Gives advice, and answers it as the body that it is for."""

    def __init__(self, seater: Seater) -> None:
        self.seater, self.making = seater, seater.making

    def make(self, demo: DemoAdvice) -> None:
        body, to = self.seater.bodies[demo.body], self.seater.bodies[demo.to]
        at = self.making.past(demo.day, time(13, 0))
        row = make_recommendation(
            body,
            title=demo.title,
            text=demo.text,
            addressed_to=to,
            meeting=self._meeting_before(demo),
            made_on=local_date(at),
            answer_due_on=None if demo.due is None else self.making.day(demo.due),
            by=body.secretaries.get(),
            at=at,
        )
        if demo.answered is not None:
            self._answer(row, demo, demo.answered)

    def _meeting_before(self, demo: DemoAdvice) -> Meeting | None:
        """Return the meeting of the days before, at which it was agreed."""
        at = self.making.past(demo.day, time(13, 0))
        held = self.seater.bodies[demo.body].meetings.past(at)
        return held.filter(event__starts_at__gt=at - timedelta(days=10)).first()

    def _answer(self, row: Recommendation, demo: DemoAdvice, day: Day) -> None:
        by, past = row.addressed_to.secretaries.get(), self.making.past
        found = AgendaItem.objects.decided().filter(body=row.addressed_to, title=demo.decided_under)
        row = answer_recommendation(
            row,
            status=demo.status,
            reason=demo.reason,
            decision_item=found.first(),
            seen=stamp_of(row),
            by=by,
            at=past(day, time(11, 0)),
        )
        for told_on, text in demo.statuses:
            give_status(row, text=text, by=by, at=past(told_on))
        if demo.done:
            done_on, text = demo.done
            finish_recommendation(
                row, text=text, on=self.making.day(done_on), by=by, at=past(done_on)
            )
