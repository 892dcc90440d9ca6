"""The hands that a project needs, beside its page; at one question."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from projects.beside import Panel
from projects.models import Project

if TYPE_CHECKING:
    from accounts.models import User


def help_wanted_panel(project: Project, user: User | None, at: datetime) -> Panel | None:
    """Return what is wanted; while offers are taken, also when nothing is named."""
    del user, at  # everybody sees the same
    if not (project.is_active and project.takes_offers):
        return None
    wanted = list(project.help_wanted.filter(is_met=False))
    title = _("Her mangler en hånd") if wanted else _("Kan du hjælpe?")
    context = {"project": project, "wanted": wanted}
    return Panel(title, "projects/parts/help_wanted.html", context, order=20, is_aside=True)
