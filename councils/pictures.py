"""The pictures beside links to bodies. None for what is not public."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.pictures import Picture
from councils.directory import with_counts
from councils.models import Body


def picture_of(kind: str, number: int, at: datetime) -> Picture | None:
    """Return the picture of a body, with how many of its seats are taken."""
    if kind != "body":
        return None
    body = with_counts(Body.objects.published(), at).filter(pk=number).first()
    if body is None:
        return None
    seats, taken = body.seats, body.taken  # type: ignore[attr-defined]
    line = _("%(taken)d af %(seats)d pladser besat") % {"taken": taken, "seats": seats}
    return Picture(
        kind_label=capfirst(body.get_kind_display()),
        title=body.name,
        line=line if seats else "",
        way="democracy",
    )
