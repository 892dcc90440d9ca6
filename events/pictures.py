"""The picture beside a link to an event: what it is, and when."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.clock import format_moment
from core.pictures import Picture
from events.models import Event


def picture_of(number: int, _at: datetime) -> Picture | None:
    """Return the picture of an event that everybody may see, else None."""
    event = Event.objects.published().visible_to(None).filter(pk=number).first()
    if event is None:
        return None
    when = format_moment(event.starts_at)
    return Picture(
        kind_label=capfirst(str(event.get_kind_display())),
        title=event.title,
        line=_("Aflyst") if event.is_cancelled else when,
        way="democracy",
    )
