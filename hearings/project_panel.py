"""What hearings show on a project's page: the hearings that the project has led to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.spoken import spoken_day
from hearings.models import Hearing
from projects.beside import Panel
from projects.models import Project

if TYPE_CHECKING:
    from accounts.models import User

NEWEST = 5


def panel_of_project(project: Project, user: User | None, at: datetime) -> Panel | None:
    """Lead to the newest hearings of a project; one question."""
    rows = Hearing.objects.visible_to(user).filter(project=project)
    found = list(rows.order_by("-opens_at", "-pk")[:NEWEST])
    if not found:
        return None
    told = [
        {
            "hearing": hearing,
            "state": hearing.stage(at).label,
            "last_day": spoken_day(hearing.last_day, at),
        }
        for hearing in found
    ]
    return Panel(
        title=_("Høringer i projektet"),
        template="hearings/_panel_project.html",
        context={"rows": told},
        order=45,
    )
