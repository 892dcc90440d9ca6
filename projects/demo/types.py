"""What the demo's problems and projects are made of. Days are counted from today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class DemoProblem:
    """A problem, raised by the account `by`, perhaps for an organisation of the demo."""

    code: str
    title: str
    text: str
    for_whom: str
    known_by: str
    place: str
    day: int
    by: str
    areas: tuple[str, ...] = ()
    topic: str = ""
    organisation: str = ""
    department: str = "By, Kultur og Miljø"
    felt_by: tuple[str, ...] = ()
    # How many more have felt it than there are accounts in the demo to do so: never shown.
    answer: str = ""
    answered: int = 0
    reason: str = ""
    body: str = ""
    link: str = ""
    hidden: tuple[str, str] | None = None
    objection: str = ""
    is_held: bool = False
    comments: tuple[tuple[str, str], ...] = ()


class Change(NamedTuple):
    """What became of a question, on which day, and who decided it."""

    state: str
    text: str
    by_whom: str
    day: int
    url: str = ""


@dataclass(frozen=True)
class DemoQuestion:
    title: str
    changes: tuple[Change, ...]


class PhaseRow(NamedTuple):
    kind: str
    when: str
    text: str
    starts: int | None = None
    ends: int | None = None


class ActorRow(NamedTuple):
    group: str
    name: str
    brings: str
    people: int = 1


class UpdateRow(NamedTuple):
    day: int
    title: str
    text: str
    picture: str = ""
    alt: str = ""


class IdeaRow(NamedTuple):
    """A bid by an account, with what became of it ("" while it waits)."""

    by: str
    day: int
    text: str
    question: int | None = None
    fate: str = ""
    reason: str = ""


class OfferRow(NamedTuple):
    by: str
    day: int
    text: str
    wanted: int | None = None
    status: str = ""
    answer: str = ""


class PlanRow(NamedTuple):
    """A row of an involvement plan; done when it has a result."""

    who: str
    comes_by_itself: bool
    how: str
    promise: str
    starts: int
    ends: int | None = None
    result: str = ""
    reached: int = 0
    kept: str = ""


@dataclass(frozen=True)
class DemoProject:
    code: str
    title: str
    lead: str
    problem: str
    for_whom: str
    decided: str
    leads_to: str
    day: int
    phase: str
    phases: tuple[PhaseRow, ...]
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    body: str = ""
    department: str = "By, Kultur og Miljø"
    facilitator: str = "facilitator"
    text: str = ""
    questions: tuple[DemoQuestion, ...] = ()
    milestones: tuple[tuple[str, int, bool], ...] = ()
    actors: tuple[ActorRow, ...] = ()
    team: tuple[tuple[str, str, str], ...] = ()
    updates: tuple[UpdateRow, ...] = ()
    help_wanted: tuple[tuple[str, bool], ...] = ()
    ideas: tuple[IdeaRow, ...] = ()
    offers: tuple[OfferRow, ...] = ()
    plan: tuple[PlanRow, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    lessons: tuple[tuple[str, str, str, str], ...] = ()
    done: tuple[tuple[str, str, int], ...] = ()
    outcome: str = ""
    closed: int = 0
