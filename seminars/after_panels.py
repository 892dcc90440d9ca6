"""What a seminar's page shows of before and after: conclusions, lessons, materials, the report."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.beside import Panel as ProjectPanel
from projects.models import Project
from seminars.beside import Panel
from seminars.evaluated import is_told, result_of, texts_of
from seminars.materials import materials_of
from seminars.models import Conclusion, Seminar, SeminarLesson

if TYPE_CHECKING:
    from accounts.models import User


def concluded_panel(seminar: Seminar, user: User | None, at: datetime) -> Panel | None:
    """Return what it concluded, once it has."""
    del user, at
    rows = list(seminar.conclusions.select_related("body"))
    if not rows:
        return None
    context = {"conclusions": rows, "url": _page(seminar, "conclusions")}
    return Panel(_("Det blev vi enige om"), "seminars/_conclusions.html", context, order=50)


def since_panel(seminar: Seminar, user: User | None, at: datetime) -> Panel | None:
    """Return what became of the conclusions before, on the page of the one that comes."""
    del user, at
    rows = list(Conclusion.objects.carried_to(seminar).select_related("body", "seminar"))
    if not rows:
        return None
    years = sorted({row.seminar.year for row in rows if row.seminar.year})
    title = _("Hvad skete der med konklusionerne fra %(years)s?") % {
        "years": _(" og ").join(str(year) for year in years)
    }
    context = {"conclusions": rows, "url": _page(seminar, "since")}
    return Panel(title, "seminars/_conclusions.html", context, order=60)


def lessons_panel(seminar: Seminar, user: User | None, at: datetime) -> Panel | None:
    """Return what is told of projects: lessons, each with the session where it is told."""
    del user, at
    rows = list(seminar.lessons.select_related("lesson__project", "session__event"))
    if not rows:
        return None
    context = {"rows": rows, "seminar": seminar}
    return Panel(_("Erfaringer, vi fortæller"), "seminars/_lessons.html", context, order=65)


def materials_panel(seminar: Seminar, user: User | None, at: datetime) -> Panel | None:
    del user, at
    documents = materials_of(seminar)
    if not documents:
        return None
    context = {"documents": documents}
    return Panel(_("Materiale"), "seminars/_materials.html", context, order=70)


def report_panel(seminar: Seminar, user: User | None, at: datetime) -> Panel | None:
    """Return the report and what those who came said, once there is either."""
    del user
    if not seminar.has_report and not is_told(seminar, at):
        return None
    context = {
        "seminar": seminar,
        "url": _page(seminar, "report") if seminar.has_report else "",
        "result": result_of(seminar, at),
        **texts_of(seminar, at),
    }
    return Panel(_("Bagefter"), "seminars/_report.html", context, order=75)


def told_panel(project: Project, user: User | None, at: datetime) -> ProjectPanel | None:
    """Return where a project's lessons were told, beside the project: one question."""
    del user, at
    rows = SeminarLesson.objects.filter(
        lesson__project=project, seminar__in=Seminar.objects.published().order_by().values("pk")
    )
    found = list(rows.select_related("seminar", "session__event"))
    if not found:
        return None
    places = {(row.seminar_id, row.session_id): row for row in found}
    context = {"rows": list(places.values())}
    title = _("Fortalt på seminaret")
    return ProjectPanel(title, "seminars/_told_at.html", context, order=30, is_aside=True)


def _page(seminar: Seminar, name: str) -> str:
    return reverse(f"seminars:{name}", args=[seminar.pk, seminar.slug])
