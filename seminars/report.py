"""What the report of a seminar says, on its page and as a PDF: numbers, programme, conclusions."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import blake2b

from django.db.models import Q, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.clock import format_date, local_date
from events.models import Registration
from seminars.evaluated import Result, result_of, texts_of
from seminars.materials import materials_of
from seminars.models import Seminar
from seminars.programme_page import span_of


@dataclass(frozen=True)
class Numbers:
    """People, in seats. `came` is None where nobody noted who came."""

    signed_up: int
    came: int | None


@dataclass(frozen=True)
class ConclusionLine:
    number: int
    text: str
    explanation: str
    body: str
    state: str
    newest: str


@dataclass(frozen=True)
class Report:
    title: str
    when: str
    where: str
    lead: str
    report: list[str]
    numbers: Numbers
    programme: list[tuple[str, str, str]]
    conclusions: list[ConclusionLine]
    evaluation: Result | None
    best: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)
    lessons: list[tuple[str, str]] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)


def content_of(seminar: Seminar, at: datetime) -> Report:
    """Read all of it: a constant number of questions."""
    days = [day.event for day in seminar.days.select_related("event")]
    sessions = seminar.sessions.in_order().exclude(event__status="cancelled")
    lessons = seminar.lessons.select_related("lesson__project")
    return Report(
        title=seminar.title,
        when=", ".join(format_date(local_date(event.starts_at)) for event in days),
        where=", ".join(dict.fromkeys(event.where for event in days)),
        lead=seminar.lead,
        report=[part for part in seminar.report.split("\n\n") if part.strip()],
        numbers=numbers_of(seminar),
        programme=[
            (span_of(row), row.event.title, str(row.get_kind_display())) for row in sessions
        ],
        conclusions=conclusions_of(seminar),
        evaluation=result_of(seminar, at),
        **texts_of(seminar, at),
        lessons=[(row.lesson.project.title, row.lesson.title) for row in lessons],
        materials=[row["title"] for row in materials_of(seminar)],
    )


def numbers_of(seminar: Seminar) -> Numbers:
    """Count the people of the days together; who comes on two days is counted on each."""
    rows = Registration.objects.confirmed().filter(event__seminar_day__seminar=seminar)
    came = Sum("people", filter=Q(has_come=True))
    found = rows.aggregate(all=Sum("people"), came=came)
    return Numbers(found["all"] or 0, found["came"])


def conclusions_of(seminar: Seminar) -> list[ConclusionLine]:
    rows = seminar.conclusions.select_related("body").prefetch_related("statuses")
    return [
        ConclusionLine(
            number=row.number,
            text=row.text,
            explanation=row.explanation,
            body=str(row.body),
            state=capfirst(str(row.get_state_display())),
            newest=next((status.text for status in row.statuses.all()), ""),
        )
        for row in rows
    ]


def digest_of(content: Report) -> str:
    """Return a name for exactly this content."""
    text = json.dumps(asdict(content), ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(text.encode(), digest_size=32).hexdigest()


def told_numbers(numbers: Numbers) -> str:
    if numbers.came is None:
        return _("%(n)d var tilmeldt.") % {"n": numbers.signed_up}
    return _("%(n)d var tilmeldt, og %(came)d kom.") % {
        "n": numbers.signed_up,
        "came": numbers.came,
    }
