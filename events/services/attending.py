"""Who came, ticked at the door, and who fetched the list of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import local_date
from core.transitions import TransitionNotAllowed
from events.models import Event, EventRecord, Registration
from events.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def write_attendance(
    event: Event, *, came: Collection[int], gone: Collection[int], by: User, at: datetime
) -> int:
    """Write who came and whose tick was taken away; return how many have come.

    Only what was changed on the page is written, so that two at the door do not undo each other.

    Raises:
        TransitionNotAllowed: no published event, or before its day.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.status != Event.Status.PUBLISHED or local_date(at) < event.day:
        raise TransitionNotAllowed(_("Fremmøde kan skrives fra den dag, det holdes."))
    signed_up = event.registrations.confirmed()
    changed = signed_up.filter(pk__in=came).update(has_come=True)
    changed += signed_up.filter(pk__in=gone).update(has_come=False)
    present = signed_up.filter(has_come=True).count()
    if changed:
        note = _("%(n)d tilmeldinger er mødt") % {"n": present}
        record(event, EventRecord.Action.ATTENDANCE, by=by, at=at, note=note)
    return present


def read_list(event: Event, *, by: User, at: datetime) -> list[Registration]:
    """Return who comes, in the order of their names, and write that somebody fetched it."""
    record(event, EventRecord.Action.LIST_READ, by=by, at=at)
    return list(event.registrations.confirmed().select_related("user").order_by("name", "number"))
