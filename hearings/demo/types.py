"""The shape of the demo's content. Days are counted from the day the demo is made."""

from dataclasses import dataclass, field
from datetime import date

from events.models import Event
from hearings.models import Hearing, Response

# A number of days from today, or a date that stands in history.
Day = int | date


@dataclass(frozen=True)
class DemoDocument:
    title: str
    note: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class DemoMeeting:
    title: str
    day: Day
    hours: tuple[int, int]
    place: str
    text: str = ""
    kind: str = Event.Kind.OPEN_HOUSE


@dataclass(frozen=True)
class DemoHearing:
    """A hearing with everything that happens to it, in order."""

    code: str
    title: str
    kinds: tuple[str, ...]
    lead: str
    opens: Day
    last_day: Day
    what: str
    why: str
    who: str
    influence: tuple[str, ...]
    decided: tuple[str, ...]
    next: str
    body: str
    deciding_body: str
    case_number: str
    sent: Day | None = None
    formal_title: str = ""
    remark: str = ""
    third_party: str = ""
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    department: str = "By, Kultur og Miljø"
    case_worker: str = "sagsbehandler"
    expected: str = ""
    rule: str = Hearing.PublicationRule.AFTER_MODERATION
    documents: tuple[DemoDocument, ...] = ()
    meetings: tuple[DemoMeeting, ...] = ()
    is_draft: bool = False
    # The day of the step, the first deadline, the reason.
    extension: tuple[Day, Day, str] | None = None
    # The day and the reason.
    withdrawal: tuple[Day, str] | None = None
    # The day and the decision.
    decision: tuple[Day, str] | None = None
    # The code of the hearing before it, and what that changed when it was of a first draft.
    follows: str = ""
    prehearing_changes: tuple[str, ...] = ()
    # The day, the field, its new text, whether it is heard again, and why it was changed.
    material_change: tuple[Day, str, str, str, str] | None = None
    # Why there is no white paper, for a decision without one.
    no_white_paper_reason: str = ""


@dataclass(frozen=True)
class DemoAnswer:
    """An answer, and what became of it."""

    hearing: str
    day: Day
    text: str
    name: str
    hour: int = 10
    state: str = "approved"
    channel: str = Response.Channel.WEB
    kind: str = Response.SenderKind.CITIZEN
    on_behalf_of: str = ""
    email: str = ""
    area: str = ""
    address: str = ""
    show_name: bool = False
    is_protected: bool = False
    is_confirmed: bool = True
    person: str = ""
    # Pairs of a passage and a reason code.
    masks: tuple[tuple[str, str], ...] = ()
    # Later texts, a day apart.
    edits: tuple[str, ...] = ()
    # Pairs of a file name and its paragraphs.
    files: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    decline_reason: str = ""
