"""What a focus project lacks before it can be closed."""

from __future__ import annotations

from projects.models import FocusDesignation, Project


def missing_evaluation(project: Project) -> FocusDesignation | None:
    """Return the first appointment without an evaluation; with one, the project stays open.

    The caller holds the project's lock: so does whoever appoints it.
    """
    rows = FocusDesignation.objects.standing().filter(project=project, evaluated_at=None)
    return rows.select_related("year").order_by("year__year", "pk").first()
