"""What projects give to the search: the project, its questions, what is new, what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from comments.found import comment_source
from core.clock import start_of_day
from core.search import Hit, SearchKind, SearchRow, SearchSource
from projects.models import Lesson, Project, Question, Update
from projects.models.project import ProjectQuerySet

PROJECT = SearchKind("projekt", _("Projekt"), _("Projekter"), 15, "innovation")
LESSON = SearchKind("erfaring", _("Erfaring"), _("Erfaringer"), 50, "innovation")
_PROJECT_WORDS = (
    "title", "lead", "brief_problem", "brief_for_whom", "brief_decided", "brief_leads_to", "text",
    "outcome",
)  # fmt: skip


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="project",
            kind=PROJECT,
            public=public_projects,
            rows=project_rows,
            columns=(*_PROJECT_WORDS, "status", "phase"),
            sets=("areas", "topics"),
            told=told_of_project,
        ),
        SearchSource(
            name="project_question",
            kind=PROJECT,
            public=_of_public(Question),
            rows=question_rows,
            columns=("title", "text", "state", "changed_on", "project__title"),
            told=told_of_question,
        ),
        SearchSource(
            name="project_update",
            kind=PROJECT,
            public=_of_public(Update),
            rows=update_rows,
            columns=("title", "text", "project__title"),
        ),
        SearchSource(
            name="lesson",
            kind=LESSON,
            public=_of_public(Lesson),
            rows=lesson_rows,
            columns=("title", "tried", "result", "again", "project__title"),
        ),
        comment_source(
            "project_comment",
            public_threads=lambda _at: {"thread__project__in": Project.objects.published()},
            titles=("thread__project__title",),
        ),
    ]


def public_projects(_at: datetime) -> ProjectQuerySet:
    return Project.objects.published()


def _of_public(model: Any) -> Any:
    """Return what gives the rows of a model whose project everybody may read."""

    def public(_at: datetime) -> QuerySet[Any]:
        rows: QuerySet[Any] = model.objects.exclude(project__status=Project.Status.DRAFT)
        return rows

    return public


def project_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = public_projects(at).filter(pk__in=keys).prefetch_related("areas", "topics")
    return [_row(project) for project in rows]


def _row(project: Project) -> SearchRow:
    areas, topics = list(project.areas.all()), list(project.topics.all())
    texts = [getattr(project, name) for name in _PROJECT_WORDS[1:]]
    return SearchRow(
        subject=project.pk,
        title=project.title,
        text="\n".join(filter(None, texts)),
        keywords=" ".join(map(str, [*areas, *topics])),
        path=project.get_absolute_url(),
        at=project.closed_at or project.published_at or project.created_at,
        areas=tuple(area.pk for area in areas),
        state=Project.Status.CLOSED if project.is_closed else project.phase,
    )


def told_of_project(hit: Hit, _at: datetime) -> str:
    if hit.state == Project.Status.CLOSED:
        return _now("Afsluttet")
    return str(Project.PhaseKind(hit.state).label)


def question_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = _of_public(Question)(at).filter(pk__in=keys).select_related("project")
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=row.text,
            context=row.project.title,
            path=row.get_absolute_url(),
            at=start_of_day(row.changed_on),
            state=row.state,
        )
        for row in rows
    ]


def told_of_question(hit: Hit, _at: datetime) -> str:
    return str(Question.State(hit.state).label).capitalize()


def update_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = _of_public(Update)(at).filter(pk__in=keys).select_related("project")
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=row.text,
            context=row.project.title,
            path=row.get_absolute_url(),
            at=row.written_at,
        )
        for row in rows
    ]


def lesson_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows = _of_public(Lesson)(at).filter(pk__in=keys).select_related("project")
    return [
        SearchRow(
            subject=row.pk,
            title=row.title,
            text=f"{row.tried}\n{row.result}\n{row.again}",
            context=row.project.title,
            path=f"{row.project.get_absolute_url()}#erfaring-{row.pk}",
            at=row.written_at,
        )
        for row in rows
    ]
