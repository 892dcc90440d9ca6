"""The course of a project: a list of everything on its day, and the same as a drawing.

The list is the drawing's alternative: it says all that is drawn, in words, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.clock import format_date
from core.spoken import spoken_month
from events.models import Event
from projects.models import Phase, Project, Question
from projects.moments import Moment

# The drawing is as wide as a phone, in its own units: so its words can be read there.
WIDTH, MARGIN, LANE_HEIGHT, TOP = 340, 10, 46, 26
MOST_TICKS = 3
SHORTEST = timedelta(days=60)
# What is drawn in which lane, from the top.
LANES = {
    "phase": ("phase",),
    "openness": ("change", "decision"),
    "activities": ("event",),
    "milestones": ("milestone", "done"),
    "news": ("update", "lesson", "document"),
}


@dataclass(frozen=True)
class Row:
    """One line of the list: on which day, what kind of thing, and where to read of it.

    `shape` is how it is drawn: of an answer to a question, whether it is open.
    """

    kind: str
    day: date
    word: str
    title: str
    text: str = ""
    url: str = ""
    is_past: bool = False
    shape: str = ""

    @property
    def when(self) -> str:
        return format_date(self.day)


@dataclass(frozen=True)
class Mark:
    """One thing in the drawing. `x` and `width` are units from the left; a band has a width."""

    kind: str
    x: str
    title: str
    is_past: bool = False
    width: str = ""


@dataclass(frozen=True)
class Lane:
    name: str
    y: int
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Drawing:
    """The whole course: lanes below each other, months above, a line where today is."""

    lanes: Sequence[Lane]
    ticks: Sequence[tuple[str, str]]
    today: str
    height: int
    first: str
    last: str


def rows_of(
    project: Project, moments: Iterable[Moment], phases: Iterable[Phase], *, today: date
) -> list[Row]:
    """Return everything on its day, the earliest first."""
    rows = [_row(project, moment, today) for moment in moments]
    rows += [
        Row(
            kind="phase",
            day=phase.starts_on,
            word=_("Fase"),
            title=str(phase),
            text=phase.text,
            is_past=phase.starts_on <= today,
        )
        for phase in phases
        if phase.starts_on
    ]
    return sorted(rows, key=lambda row: row.day)


def by_year(rows: Iterable[Row]) -> list[tuple[int, list[Row]]]:
    return [(year, list(found)) for year, found in groupby(rows, lambda row: row.day.year)]


def near(rows: Sequence[Row], *, past: int, coming: int) -> list[Row]:
    """Return the last that has been and the next that comes."""
    behind = [row for row in rows if row.is_past]
    ahead = [row for row in rows if not row.is_past]
    return [*behind[-past:], *ahead[:coming]]


def _row(project: Project, moment: Moment, today: date) -> Row:
    is_past = moment.day <= today
    if moment.kind == "milestone":
        is_past = bool(moment.second)
    return Row(
        kind=moment.kind,
        day=moment.day,
        word=_word(moment),
        title=_title(moment),
        text=_text(moment),
        url=_address(project, moment),
        is_past=is_past,
        shape=moment.first if moment.kind == "change" else moment.kind,
    )


def _word(moment: Moment) -> str:
    if moment.kind == "change":
        return str(capfirst(Question.State(moment.first).label))
    if moment.kind == "milestone":
        return _("Milepæl, nået") if moment.second else _("Milepæl")
    if moment.kind == "event" and moment.second == Event.Status.CANCELLED:
        return _("Aflyst")
    words = {
        "event": _("Arrangement"),
        "update": _("Nyt"),
        "decision": _("Besluttet af kommunalbestyrelsen"),
        "lesson": _("Erfaring"),
        "document": _("Dokument"),
        "done": _("Gennemført"),
    }
    return words[moment.kind]


def _title(moment: Moment) -> str:
    if moment.kind == "decision":
        return _("Fokusprojekt %(year)s") % {"year": moment.title}
    return moment.title


def _text(moment: Moment) -> str:
    if moment.kind in ("milestone", "event", "done"):
        return moment.first
    return moment.second if moment.kind == "change" else ""


def _address(project: Project, moment: Moment) -> str:
    own = (project.pk, project.slug)
    if moment.kind == "event":
        return Event(pk=int(moment.third), title=moment.title).get_absolute_url()
    if moment.kind == "change":
        return reverse("projects:question", args=[*own, int(moment.third)])
    if moment.kind in ("update", "document"):
        return reverse(f"projects:{moment.kind}", args=[*own, moment.number])
    if moment.kind == "lesson":
        return f"{project.get_absolute_url()}#erfaring-{moment.number}"
    return ""


# --- The drawing ------------------------------------------------------------------------------
def drawing_of(
    project: Project, rows: Sequence[Row], phases: Iterable[Phase], *, today: date
) -> Drawing | None:
    """Draw the course; None while there is nothing on any day."""
    if not rows:
        return None
    phases = [phase for phase in phases if phase.starts_on]
    ends = [phase.ends_on for phase in phases if phase.ends_on]
    first = min(project.started_on, rows[0].day)
    last = max([first + SHORTEST, today, rows[-1].day, *ends])
    scale = Scale(first, last)
    bands = [_band(phase, scale, today) for phase in phases]
    lanes: list[Lane] = []
    for name, kinds in LANES.items():
        drawn = [_mark(row, scale) for row in rows if row.kind in kinds]
        marks = bands if name == "phase" else drawn
        if marks:
            lanes.append(Lane(name, TOP + len(lanes) * LANE_HEIGHT, marks))
    return Drawing(
        lanes=lanes,
        ticks=scale.ticks(),
        today=scale.at(today) if not project.is_closed else "",
        height=TOP + len(lanes) * LANE_HEIGHT + 6,
        first=spoken_month(first),
        last=spoken_month(last),
    )


@dataclass(frozen=True)
class Scale:
    """Where a day stands, in units from the left, as the browser wants them written."""

    first: date
    last: date

    def place(self, day: date) -> float:
        share = (day - self.first) / (self.last - self.first)
        return MARGIN + min(max(share, 0), 1) * (WIDTH - 2 * MARGIN)

    def at(self, day: date) -> str:
        return f"{self.place(day):.1f}"

    def ticks(self) -> list[tuple[str, str]]:
        """Return some days on which a month begins, and what is written there."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = max(1, -(-months // MOST_TICKS))
        found = []
        for number in range(0, months + 1, step):
            year, month = divmod(self.first.month - 1 + number, 12)
            day = date(self.first.year + year, month + 1, 1)
            if day >= self.first and self.place(day) < WIDTH - 90:
                found.append((self.at(day), spoken_month(day)))
        return found


def _band(phase: Phase, scale: Scale, today: date) -> Mark:
    start = phase.starts_on or today
    end = phase.ends_on or max(start, today)
    width = max(scale.place(end) - scale.place(start), 3)
    return Mark("phase", scale.at(start), str(phase), start <= today, f"{width:.1f}")


def _mark(row: Row, scale: Scale) -> Mark:
    return Mark(row.shape, scale.at(row.day), row.title, row.is_past)
