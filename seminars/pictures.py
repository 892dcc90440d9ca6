"""The pictures beside links to seminars. None for what is not public."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.pictures import Picture
from core.templatetags.dates import long_date
from seminars.models import Seminar


def picture_of(kind: str, number: int, at: datetime) -> Picture | None:
    """Return the picture of a seminar, with its day."""
    del at  # what is public here does not depend on the hour
    if kind != "seminar":
        return None
    seminar = Seminar.objects.published().filter(pk=number).first()
    if seminar is None:
        return None
    line = _("Aflyst") if seminar.is_cancelled else long_date(seminar.held_on)
    return Picture(kind_label=_("Seminar"), title=seminar.title, line=line, way="innovation")
