"""Closed projects in the register of plans and decisions; the shape: core.register."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from core.clock import local_date
from core.register import RegisterCase, RegisterState, RegisterStep, text_column
from projects.models import Project
from projects.moments import AREA, Moment, told_of
from projects.project_page import documents_of

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Area, Topic
    from projects.models.project import ProjectQuerySet

# The word of the address, and the kind.
SOURCE = "projekt"
MAX_WORDS = 8


def register_rows(
    *,
    at: datetime,  # noqa: ARG001  (a project is closed or not)
    area: Area | None = None,
    topic: Topic | None = None,
    state: str | None = None,
    kind: str | None = None,
    words: str = "",
) -> QuerySet:
    """Return the projects that have ended, to be united with other apps' rows."""
    rows = Project.objects.closed()
    if (state and state != RegisterState.DECIDED) or (kind and kind != SOURCE):
        rows = rows.none()
    if area:
        rows = rows.filter(pk__in=area.project_set.values("pk"))
    if topic:
        rows = rows.filter(pk__in=topic.project_set.values("pk"))
    return (
        _matching(rows, words)
        .order_by()
        .annotate(
            source=text_column(SOURCE),
            row_number=F("pk"),
            row_title=text_column(F("title")),
            row_kind=text_column(SOURCE),
            kind_label=text_column(""),
            row_state=text_column(RegisterState.DECIDED.value),
            day=TruncDate("closed_at", output_field=DateField()),
        )
        .values("source", "row_number", "row_title", "row_kind", "kind_label", "row_state", "day")
    )


def area_rows(numbers: Collection[int]) -> QuerySet[Project, tuple[str, int, str]]:
    """Return source, number and area of these, to be united with other apps'."""
    placed = Project.objects.filter(pk__in=numbers, areas__isnull=False).order_by()
    return placed.annotate(source=text_column(SOURCE)).values_list("source", "pk", "areas__name")


def register_case(number: int, *, person: User | None, at: datetime) -> RegisterCase | None:  # noqa: ARG001
    """Return a closed project with its course; None when there is none to be seen."""
    rows = Project.objects.visible_to(person).closed()
    project = rows.filter(pk=number).first()
    if project is None:
        return None
    told = told_of(project)
    return RegisterCase(
        title=project.title,
        kind_label=_("Projekt"),
        lead=project.lead,
        url=project.get_absolute_url(),
        state_label=str(project.get_status_display()),
        areas=[name for kind, name, _slug in told.tags if kind == AREA],
        led_to=list(_led_to(project, told.moments)),
        came_of=list(_came_of(project, told.moments)),
        documents=documents_of(project, told.moments),
    )


def _matching(rows: ProjectQuerySet, words: str) -> ProjectQuerySet:
    """Return those with all these words in the title or in what came of it."""
    for word in words.split()[:MAX_WORDS]:
        said = Q()
        # SQLite folds the case of A-Z only: ask for the Danish letters in each case.
        for spelling in sorted({word, word.lower(), word.upper(), word.capitalize()}):
            said |= Q(title__icontains=spelling) | Q(outcome__icontains=spelling)
        rows = rows.filter(said)
    return rows


def _led_to(project: Project, moments: list[Moment]) -> Iterator[RegisterStep]:
    yield RegisterStep(project.started_on, _("Projektet begyndte"), project.brief_problem)
    for moment in moments:
        if moment.kind == "decision":
            title = _("Udpeget som fokusprojekt %(year)s") % {"year": moment.title}
            yield RegisterStep(moment.day, title, moment.first)


def _came_of(project: Project, moments: list[Moment]) -> Iterator[RegisterStep]:
    for moment in moments:
        if moment.kind == "done":
            yield RegisterStep(
                moment.day,
                _("Gennemført af %(who)s") % {"who": moment.first},
                moment.title,
                moment.second,
            )
    if project.closed_at:
        day = local_date(project.closed_at)
        yield RegisterStep(day, _("Afsluttet"), project.outcome, project.get_absolute_url())
