"""What happened after the demo's white papers: the way to the decision, and what was promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from city.models import Department
from councils.models import AgendaItem
from hearings import services
from hearings.demo.types import Day
from hearings.models import Answer, Change, DecisionStep, Hearing
from hearings.services.carrying import carry_decisions

if TYPE_CHECKING:
    from accounts.models import User

Step = Callable[[], object]
Outcome = DecisionStep.Outcome
NOON, LATE = time(12, 10), time(21, 15)


@dataclass(frozen=True)
class DemoStep:
    """A stop on the way to the decision; entered on the day after the meeting."""

    body: str
    meets_on: Day
    outcome: str
    text: str = ""


@dataclass(frozen=True)
class DemoChange:
    """What becomes of a promise: found by the beginning of its words, or promised by hand."""

    text: str
    due_on: Day
    promised_on: Day | None = None
    department: str = ""
    done_on: Day | None = None
    note: str = ""
    place: str = ""


@dataclass(frozen=True)
class DemoAfter:
    """What follows the white paper of one hearing."""

    hearing: str
    steps: tuple[DemoStep, ...] = ()
    changes: tuple[DemoChange, ...] = ()


NOISE = DemoAfter(
    hearing="stoejvold",
    steps=(
        DemoStep(
            "Miljø- og Byudvalget",
            -60,
            Outcome.RECOMMENDED,
            "Udvalget anbefaler planen med de to ændringer fra hvidbogen.",
        ),
        DemoStep("Økonomiudvalget", -53, Outcome.RECOMMENDED, "Uden bemærkninger."),
        DemoStep(
            "Kommunalbestyrelsen",
            -46,
            Outcome.CHANGED,
            "16 stemmer for og 5 imod. Volden bliver lavere, og stien på toppen tages ud.",
        ),
    ),
    changes=(
        DemoChange("Volden bliver en halv meter lavere", due_on=150),
        DemoChange(
            "Stien på toppen af volden",
            due_on=-20,
            done_on=-25,
            note="Planen er rettet, og tegningen uden sti er lagt op sammen med den.",
            place="§ 5.3 i den vedtagne plan",
        ),
    ),
)
SPRING = DemoAfter(
    hearing="skallerne-foraar",
    changes=(
        DemoChange(
            "Hækken mod vest bliver udpeget som bevaringsværdig.",
            due_on=date(2026, 10, 1),
            promised_on=date(2026, 6, 1),
            place="§ 7.2 og kortbilag 2",
        ),
    ),
)
AFTER = {after.hearing: after for after in (NOISE, SPRING)}


class Follower:
    """The steps of one hearing after its white paper, at their own moments."""

    def __init__(
        self,
        hearing: Hearing,
        demo: DemoAfter,
        *,
        by: User,
        day: Callable[[Day], date],
        past: Callable[[Day, time], datetime],
    ) -> None:
        self.hearing, self.demo, self.by, self.day, self.past = hearing, demo, by, day, past

    def steps(self) -> list[tuple[datetime, Step]]:
        """Return what happens, with its moments. A decision comes after the last meeting."""
        found: list[tuple[datetime, Step]] = []
        for row in self.demo.steps:
            at = self.past(row.meets_on, NOON)
            found.append((at, partial(self._enter, row, at)))
        for change in self.demo.changes:
            if change.promised_on is not None:
                at = self.past(change.promised_on, NOON)
                found.append((at, partial(self._promise, change, at)))
            elif self.demo.steps:
                at = self.past(self.demo.steps[-1].meets_on, LATE)
                found.append((at, partial(self._date, change, at)))
            if change.done_on is not None:
                at = self.past(change.done_on, NOON)
                found.append((at, partial(self._finish, change, at)))
        return found

    def _enter(self, row: DemoStep, at: datetime) -> None:
        decided = AgendaItem.objects.decided()
        item = decided.filter(body__name=row.body, title=self.hearing.title).first()
        services.enter_step(
            self.hearing,
            item=item,
            body=row.body,
            meets_on=self.day(row.meets_on),
            outcome=row.outcome,
            text=row.text,
            by=self.by,
            at=at,
        )
        if item is not None:
            carry_decisions(at=at)

    def _promise(self, row: DemoChange, at: datetime) -> None:
        services.plan_change(
            self.hearing,
            text=row.text,
            place=row.place,
            department=self.hearing.department,
            due_on=self.day(row.due_on),
            answer=Answer.objects.filter(hearing=self.hearing, change=row.text).first(),
            by=self.by,
            at=at,
        )

    def _date(self, row: DemoChange, at: datetime) -> None:
        """Give a promise its own day, as the case worker does after the decision."""
        change = self._change(row)
        services.change_change(
            change,
            text=change.text,
            place=change.place,
            department=Department.objects.filter(name=row.department).first() or change.department,
            due_on=self.day(row.due_on),
            reason="Dagen er sat efter aftale med entreprenøren.",
            by=self.by,
            at=at,
        )

    def _finish(self, row: DemoChange, at: datetime) -> None:
        assert row.done_on is not None
        services.finish_change(
            self._change(row),
            on=self.day(row.done_on),
            note=row.note,
            place=row.place,
            by=self.by,
            at=at,
        )

    def _change(self, row: DemoChange) -> Change:
        return self.hearing.changes.get(text__startswith=row.text)
