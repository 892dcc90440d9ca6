"""The way of innovation, the lists, the projects that everybody may read, and what is new."""

from django.urls import reverse

from core.sitemaps import SitemapRow, Source
from projects.models import Project, Update


def sources() -> list[Source]:
    pages = [reverse(f"projects:{name}") for name in ("projects", "list", "lessons")]
    shown = Project.objects.published().order_by()
    updates = Update.objects.filter(project__in=shown.values("pk")).select_related("project")
    return [
        Source("project-lists", pages),
        Source("projects", shown.order_by("pk"), _project),
        Source("project-updates", updates.order_by("pk"), _update),
    ]


def _project(project: Project) -> SitemapRow:
    return SitemapRow(project.get_absolute_url())


def _update(update: Update) -> SitemapRow:
    return SitemapRow(update.get_absolute_url(), update.written_at)
