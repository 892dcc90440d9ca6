"""What has happened and will happen in a project, read with one question: a row for each thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, Left, TruncDate
from django.utils.timezone import get_default_timezone

from city.models import Area, Topic
from core.register import text_column
from events.models import Event
from projects.models import (
    Activity,
    FocusDesignation,
    Implementation,
    Lesson,
    Milestone,
    Phase,
    Problem,
    Project,
    ProjectDocument,
    QuestionChange,
    Update,
)

# Of what never ends at most so many: a page stays a page when a project has lasted for years.
MOST = 60
PHASE, AREA, TOPIC, PROBLEM = "phase", "bydel", "emne", "problem"
TAGS = (AREA, TOPIC, PROBLEM)
# What has no day of its own has this one: the databases put what is empty at different ends.
_NO_DAY = Value(date(2000, 1, 1), output_field=DateField())


@dataclass(frozen=True)
class Moment:
    """One thing of a project on its day. What the three texts hold depends on the kind."""

    kind: str
    number: int
    day: date
    title: str
    first: str
    second: str
    third: str


@dataclass(frozen=True)
class Told:
    """All of a project that is read with the one question: its days, its phases, its tags.

    A tag is (parameter of the list, name, slug) of an area or a topic, or of a problem that the
    project began as, with its number.
    """

    moments: list[Moment]
    phases: list[Phase]
    tags: list[tuple[str, str, str]]


def told_of(project: Project) -> Told:
    """Read it: days the earliest first, of updates and changes the newest 60."""
    rows = _read(project)
    tags = [(row.kind, row.title, row.first) for row in rows if row.kind in TAGS]
    return Told(
        moments=[row for row in rows if row.kind not in (PHASE, *TAGS)],
        phases=[_phase(row) for row in rows if row.kind == PHASE],
        tags=sorted(tags),
    )


def _phase(row: Moment) -> Phase:
    first, _to, last = row.third.partition("/")
    return Phase(
        kind=row.title,
        when_text=row.first,
        text=row.second,
        starts_on=date.fromisoformat(first) if first else None,
        ends_on=date.fromisoformat(last) if last else None,
    )


def _read(project: Project) -> list[Moment]:
    rows = [
        _milestones(project),
        _events(project),
        _updates(project),
        _changes(project),
        _appointments(project),
        _lessons(project),
        _documents(project),
        _implementations(project),
        _phases(project),
        *_tags(project),
    ]
    first, *others = rows
    united = first.union(*others, all=True).order_by("row_day", "row_kind", "pk")
    return [Moment(*row) for row in united]


def of_kind(moments: list[Moment], kind: str) -> list[Moment]:
    return [moment for moment in moments if moment.kind == kind]


def _rows(
    rows: QuerySet[Any],
    kind: str,
    day: Any,
    *,
    title: Any,
    first: Any = "",
    second: Any = "",
    third: Any = "",
) -> QuerySet[Any]:
    """Return the columns; nothing of an own name, which a model might have as a field."""
    return (
        rows.order_by()
        .annotate(
            row_kind=text_column(kind),
            row_day=day,
            row_title=text_column(title),
            row_first=text_column(first),
            row_second=text_column(second),
            row_third=text_column(third),
        )
        .values_list(
            "row_kind", "pk", "row_day", "row_title", "row_first", "row_second", "row_third"
        )
    )


def _phases(project: Project) -> QuerySet[Any]:
    """Return the phases; the third text is the stretch from day to day, as ISO 8601 writes it."""
    return _rows(
        Phase.objects.filter(project=project),
        PHASE,
        _NO_DAY,
        title=F("kind"),
        first=F("when_text"),
        second=F("text"),
        third=Concat(_written("starts_on"), text_column("/"), _written("ends_on")),
    )


def _tags(project: Project) -> list[QuerySet[Any]]:
    areas, topics = Area.objects.filter(project=project), Topic.objects.filter(project=project)
    problems = Problem.objects.public().filter(project=project)
    return [
        _rows(areas, AREA, _NO_DAY, title=F("name"), first=F("slug")),
        _rows(topics, TOPIC, _NO_DAY, title=F("name"), first=F("slug")),
        _rows(problems, PROBLEM, _NO_DAY, title=F("title"), first=F("pk")),
    ]


def _written(name: str) -> Coalesce:
    """Return a day as text, "" where there is none."""
    return Coalesce(text_column(F(name)), text_column(""))


def _milestones(project: Project) -> QuerySet[Any]:
    rows = Milestone.objects.filter(project=project)
    day, reached = Coalesce("reached_on", "due_on"), _written("reached_on")
    return _rows(rows, "milestone", day, title=F("title"), first=F("text"), second=reached)


def _events(project: Project) -> QuerySet[Any]:
    rows = Activity.objects.filter(project=project, event__isnull=False)
    return _rows(
        rows.exclude(event__status=Event.Status.DRAFT),
        "event",
        _day_of("event__starts_at"),
        title=F("event__title"),
        first=F("event__place"),
        second=F("event__status"),
        third=F("event_id"),
    )


def _updates(project: Project) -> QuerySet[Any]:
    newest = Update.objects.filter(project=project).order_by("-written_at", "-pk").values("pk")
    rows = Update.objects.filter(pk__in=newest[:MOST])
    return _rows(rows, "update", _day_of("written_at"), title=F("title"), first=Left("text", 400))


def _changes(project: Project) -> QuerySet[Any]:
    changes = QuestionChange.objects.filter(question__project=project)
    rows = QuestionChange.objects.filter(pk__in=changes.order_by("-at", "-pk").values("pk")[:MOST])
    return _rows(
        rows,
        "change",
        F("on"),
        title=F("question__title"),
        first=F("state"),
        second=F("by_whom"),
        third=F("question_id"),
    )


def _appointments(project: Project) -> QuerySet[Any]:
    rows = FocusDesignation.objects.standing().filter(project=project)
    return _rows(rows, "decision", F("decided_on"), title=F("year__year"), first=F("reason"))


def _lessons(project: Project) -> QuerySet[Any]:
    return _rows(
        Lesson.objects.filter(project=project),
        "lesson",
        _day_of("written_at"),
        title=F("title"),
        first=F("tried"),
        second=F("result"),
        third=F("again"),
    )


def _documents(project: Project) -> QuerySet[Any]:
    return _rows(
        ProjectDocument.objects.filter(project=project),
        "document",
        _day_of("uploaded_at"),
        title=F("title"),
        first=F("original_name"),
        second=F("size"),
        third=Coalesce("pages", 0),
    )


def _implementations(project: Project) -> QuerySet[Any]:
    rows = Implementation.objects.filter(project=project)
    return _rows(rows, "done", F("done_on"), title=F("what"), first=F("by_whom"), second=F("url"))


def _day_of(name: str) -> TruncDate:
    """Return the day of the municipality's calendar on which a moment falls."""
    return TruncDate(name, tzinfo=get_default_timezone())
