"""The picture beside a link to a hearing: what it is, and by when one can answer."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.clock import format_date, local_date
from core.pictures import Picture
from hearings.facts import label_of
from hearings.models import Hearing


def picture_of(number: int, at: datetime) -> Picture | None:
    """Return the picture of a hearing that everybody may see, else None."""
    hearings = Hearing.objects.published().prefetch_related("kinds", "areas")
    hearing = hearings.filter(pk=number).first()
    if hearing is None:
        return None
    return Picture(
        kind_label=label_of(hearing), title=hearing.title, line=_line(hearing, at), way="democracy"
    )


def _line(hearing: Hearing, at: datetime) -> str:
    last = format_date(hearing.last_day)
    match hearing.stage(at):
        case Hearing.Stage.COMING:
            first = format_date(local_date(hearing.opens_at))
            return _("Svar fra %(first)s til %(last)s") % {"first": first, "last": last}
        case Hearing.Stage.OPEN:
            return _("Svar senest %(date)s") % {"date": last}
        case Hearing.Stage.ANSWERED if hearing.white_paper_published_at:
            day = format_date(local_date(hearing.white_paper_published_at))
            return _("Hvidbogen er udgivet %(date)s") % {"date": day}
        case Hearing.Stage.DECIDED if hearing.decided_on:
            return _("Besluttet %(date)s") % {"date": format_date(hearing.decided_on)}
        case Hearing.Stage.WITHDRAWN:
            return _("Trukket tilbage")
        case _other:
            return _("Fristen var %(date)s") % {"date": last}
