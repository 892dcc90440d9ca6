"""The mark that a focus project carries wherever its name stands in a list."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from projects.models import FocusDesignation


def focus_marks(project_ids: Iterable[int]) -> dict[int, str]:
    """Return "Fokusprojekt 2027" by project, the newest year of each: one question."""
    standing = FocusDesignation.objects.standing().filter(project__in=list(project_ids))
    rows = standing.order_by("year__year").values_list("project", "year__year")
    return {project: _("Fokusprojekt %(year)s") % {"year": year} for project, year in rows}
