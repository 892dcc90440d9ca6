"""The page of focus projects, and that of each year for which the council has chosen."""

from django.urls import reverse

from core.sitemaps import SitemapRow, Source
from projects.models import FocusDesignation, FocusYear, Project


def sources() -> list[Source]:
    shown = Project.objects.published().order_by()
    chosen = FocusDesignation.objects.standing().filter(project__in=shown.values("pk"))
    years = FocusYear.objects.filter(pk__in=chosen.order_by().values("year"))
    return [
        Source("focus", [reverse("projects:focus")]),
        Source("focus-years", years.order_by("pk"), _year),
    ]


def _year(year: FocusYear) -> SitemapRow:
    return SitemapRow(year.get_absolute_url())
