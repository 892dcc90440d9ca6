"""What a white paper consists of: what every page, file and mail of it is made from.

No part holds a sender's name but `ResponseLine.name`, and that only as everybody may read it.
Days are of the municipality's calendar; moments are aware.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

TextParts = list[tuple[str, str]]


@dataclass(frozen=True)
class Kind:
    """A kind of hearing and the paragraph it stands on, as it is cited."""

    name: str
    legal_basis: str


@dataclass(frozen=True)
class Extension:
    """A deadline that was moved: the last day before and after, and why."""

    old_last_day: date
    new_last_day: date
    reason: str


@dataclass(frozen=True)
class Meeting:
    title: str
    starts_at: datetime
    place: str


@dataclass(frozen=True)
class MaterialChange:
    """What was changed in the material after the opening, as it is shown to everyone.

    `what` is the name of the changed column, or document_added / document_removed.
    """

    at: datetime
    what: str
    reason: str
    assessment: str


@dataclass(frozen=True)
class Consulted:
    """Who was asked for a statement, and what came of it."""

    name: str
    asked_on: date
    due_on: date
    state_label: str


@dataclass(frozen=True)
class Statement:
    """What a consulted party said, in full; `agreed` tells at which meeting, in words."""

    party: int
    name: str
    agreed: str
    given_on: date
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Recommended:
    """What a body recommended about the case; `addressed_to` is who answers it."""

    body: str
    addressed_to: str
    number: int
    made_on: date
    title: str
    text: str


@dataclass(frozen=True)
class Facts:
    """About the case. `asked` are the lines that the author wrote, `consulted` who was asked."""

    case_number: str
    department: str
    deciding_body: str
    third_party: str
    formal_title: str
    kinds: tuple[Kind, ...]
    opened_on: date
    last_day: date
    extensions: tuple[Extension, ...]
    asked: tuple[str, ...]
    consulted: tuple[Consulted, ...]
    meetings: tuple[Meeting, ...]
    material_changes: tuple[MaterialChange, ...]


@dataclass(frozen=True)
class CountRow:
    """A row of the counts.

    received = in_time + late + withdrawn, and in_time + late = published + not_published. Who
    has withdrawn counts as nothing else. `code` is a SenderKind or a Channel, "" for the total.
    """

    code: str
    label: str
    received: int
    in_time: int
    late: int
    withdrawn: int
    published: int
    not_published: int


@dataclass(frozen=True)
class Counts:
    total: CountRow
    by_sender: tuple[CountRow, ...]
    by_channel: tuple[CountRow, ...]


@dataclass(frozen=True)
class AnswerPart:
    """What the administration says. `id` is the Answer's key; `outcome` one of its codes."""

    id: int
    summary: str
    remark: str
    outcome: str
    outcome_label: str
    change: str
    change_place: str


@dataclass(frozen=True)
class PointPart:
    """A point of a theme.

    `count` is how many responses say it. `numbers` are those of them that everybody may read:
    of the others the white paper tells the number and the theme, no more. `answer` is the
    effective one: the point's own (`has_own_answer`) or its theme's; None in a draft only.
    """

    number: int
    title: str
    count: int
    numbers: tuple[int, ...]
    answer: AnswerPart | None
    has_own_answer: bool


@dataclass(frozen=True)
class ThemePart:
    """A theme with its points that stand in a response. `numbers` are all its responses."""

    title: str
    answer: AnswerPart | None
    numbers: tuple[int, ...]
    points: tuple[PointPart, ...]


@dataclass(frozen=True)
class OutOfScope:
    """A response about something else. `reason` is "" where everybody may not read it."""

    number: int
    reason: str


@dataclass(frozen=True)
class Debate:
    """Where the conversation beside the hearing stood, in the administration's words.

    `links` are the comments that the words refer to (#12) and everybody may read now, by number;
    `url` is the whole conversation. Both are complete addresses.
    """

    thread: int
    summary: str
    written_on: date
    url: str
    links: tuple[tuple[int, str], ...]


class LineState(StrEnum):
    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ResponseLine:
    """A row of the table by response.

    Only of a published one more than `number`, `state`, `themes` and `is_out_of_scope` is told:
    the rest is "", None or empty. `name` is what stands for it in public, also when the name is
    hidden ("Borger, navn ikke vist").
    """

    number: int
    state: LineState
    state_label: str
    themes: tuple[str, ...] = ()
    is_out_of_scope: bool = False
    name: str = ""
    sender_kind: str = ""
    sender_label: str = ""
    channel_label: str = ""
    area: str = ""
    received_at: datetime | None = None
    is_late: bool = False
    points: tuple[int, ...] = ()
    language: str = "da"

    @property
    def is_published(self) -> bool:
        return self.state == LineState.PUBLISHED


@dataclass(frozen=True)
class AppendixEntry:
    """A response with its text as everybody may read it.

    `parts` are (text, "") and ("", reason of the mask); empty unless the line is published.
    `files` are the names under which its files are published.
    """

    line: ResponseLine
    parts: TextParts
    files: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A stop on the way to the decision."""

    body: str
    meets_on: date | None
    outcome_label: str
    text: str
    url: str


@dataclass(frozen=True)
class Decision:
    """What was decided, once it was; a white paper published before gets it afterwards."""

    on: date
    text: str
    url: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Content:
    """A version of a white paper, for every page and file.

    `digest` names the administration's words, the numbers, facts and counts: what is approved.
    `is_frozen` tells whether they are the approved ones, or the desk's of now. Names, texts and
    what is published of the responses are always those of now.
    """

    hearing_number: int
    title: str
    version: int
    status: str
    is_frozen: bool
    digest: str
    facts: Facts
    counts: Counts
    summary: str
    new_in_version: str
    themes: tuple[ThemePart, ...]
    out_of_scope: tuple[OutOfScope, ...]
    debate: Debate | None
    given: tuple[Statement, ...]
    recommendations: tuple[Recommended, ...]
    lines: tuple[ResponseLine, ...]
    author: str
    approver: str
    approved_at: datetime | None
    published_at: datetime | None
    decision: Decision | None
    _entries: Callable[[tuple[ResponseLine, ...]], Iterator[AppendixEntry]]

    def appendix(self, lines: tuple[ResponseLine, ...] | None = None) -> Iterator[AppendixEntry]:
        """Read the texts of these lines (default: all), in their order, a few at a time.

        Three questions for each thousand published lines.
        """
        return self._entries(self.lines if lines is None else lines)

    def statements(self) -> Iterator[AppendixEntry]:
        """Read what councils answered unasked, in full: those that everybody may read."""
        return self.appendix(tuple(line for line in self.lines if is_statement(line)))


def is_statement(line: ResponseLine) -> bool:
    """Tell whether a line is shown in full as a council's statement."""
    return line.is_published and line.sender_kind == "council"
