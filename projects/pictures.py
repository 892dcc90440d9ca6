"""The pictures beside links to projects. None for what is not public."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.pictures import Picture
from projects.models import Project


def picture_of(kind: str, number: int, at: datetime) -> Picture | None:
    """Return the picture of a project, with the phase it is in."""
    del at  # what is public here does not depend on the hour
    if kind != "project":
        return None
    project = Project.objects.published().filter(pk=number).first()
    if project is None:
        return None
    line = _("Afsluttet") if project.is_closed else str(project.get_phase_display())
    return Picture(kind_label=_("Projekt"), title=project.title, line=line, way="innovation")
