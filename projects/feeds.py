"""What is new in projects as Atom: which begin and end, and all that one of them tells."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.feeds import MAX_ENTRIES, Entry, write_feed
from projects.models import Project, QuestionChange, Update


def feed_of_projects(*, path: str) -> str:
    projects = Project.objects.published().order_by("-published_at", "-pk")[:MAX_ENTRIES]
    return write_feed(
        [*(entry for project in projects for entry in _steps(project)), *_updates()],
        key="projects",
        title=_("Projekter"),
        subtitle=_("Nye projekter, hvad der sker i dem, og hvad der kom ud af dem."),
        path=path,
        link=reverse("projects:projects"),
    )


def feed_of_project(project: Project, *, path: str) -> str:
    return write_feed(
        [*_steps(project), *_updates(project), *_changes(project)],
        key=f"project-{project.pk}",
        title=project.title,
        subtitle=_("Nyt fra projektet, og hvad der stadig kan ændres."),
        path=path,
        link=project.get_absolute_url(),
    )


def _steps(project: Project) -> Iterator[Entry]:
    """Return that a project has begun, and that it has ended."""
    path = project.get_absolute_url()
    if project.published_at:
        yield Entry(
            key=f"project-{project.pk}",
            at=project.published_at,
            title=_("Nyt projekt: %(title)s") % {"title": project.title},
            text=project.lead,
            path=path,
        )
    if project.is_closed and project.closed_at:
        yield Entry(
            key=f"project-{project.pk}-closed",
            at=project.closed_at,
            title=_("Afsluttet: %(title)s") % {"title": project.title},
            text=project.outcome,
            path=path,
        )


def _updates(project: Project | None = None) -> Iterator[Entry]:
    rows = Update.objects.filter(project__in=Project.objects.published().order_by().values("pk"))
    if project:
        rows = rows.filter(project=project)
    for row in rows.select_related("project").order_by("-written_at", "-pk")[:MAX_ENTRIES]:
        yield Entry(
            key=f"update-{row.pk}",
            at=row.written_at,
            title=row.title if project else f"{row.project}: {row.title}",
            text=row.text,
            path=row.get_absolute_url(),
        )


def _changes(project: Project) -> Iterator[Entry]:
    rows = QuestionChange.objects.filter(question__project=project)
    for row in rows.select_related("question__project").order_by("-at", "-pk")[:MAX_ENTRIES]:
        yield Entry(
            key=f"question-change-{row.pk}",
            at=row.at,
            title=f"{capfirst(row.get_state_display())}: {row.question.title}",
            text=row.text,
            path=row.get_absolute_url(),
        )
