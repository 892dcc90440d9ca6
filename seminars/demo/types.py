"""What the demo's seminars are made of. Days are counted from today, hours are of the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Clock(NamedTuple):
    hour: int
    minute: int = 0


@dataclass(frozen=True)
class DemoSpeaker:
    code: str
    name: str
    title: str
    text: str


@dataclass(frozen=True)
class DemoSession:
    code: str
    kind: str
    title: str
    text: str
    starts: Clock
    ends: Clock
    place: str
    track: str = ""
    speakers: tuple[str, ...] = ()
    # Few seats: the session takes sign-up of its own.
    seats: int | None = None
    takes_questions: bool = False
    # Asked by these accounts: who asked, the question, and who wants to hear the answer too.
    questions: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class DemoConclusion:
    text: str
    explanation: str
    # Day, state, and what had happened by then.
    statuses: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class DemoSeminar:
    title: str
    lead: str
    text: str
    practical: str
    accessibility: str
    day: int
    hours: tuple[Clock, Clock]
    place: str
    seats: int
    topics: tuple[str, ...]
    tracks: tuple[tuple[str, str], ...]
    speakers: tuple[DemoSpeaker, ...]
    sessions: tuple[DemoSession, ...]
    conclusions: tuple[DemoConclusion, ...] = ()
    # What those who came gave on the three scales, each so many times.
    evaluations: tuple[tuple[int, int, int, int], ...] = ()
    best: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    report: str = ""
