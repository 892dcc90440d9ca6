"""What must be true of events and seats at every moment, also after a crash or a restore."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from events.models import Event, Registration


def violations() -> dict[str, QuerySet[Any, Any]]:
    """Return queries by what they find; each must find nothing."""
    held = (
        Registration.objects.holding_seats()
        .filter(event=OuterRef("pk"))
        .order_by()
        .values("event")
        .annotate(people=Sum("people"))
        .values("people")
    )
    return {
        "an event counts other seats than it has given": Event.objects.annotate(
            held=Coalesce(Subquery(held), 0)
        ).exclude(taken=F("held")),
        "an event has given more seats than it has": Event.objects.filter(taken__gt=F("capacity")),
        "an event would give a number again": Event.objects.filter(
            registrations__number__gt=F("last_registration_number")
        ).distinct(),
        "somebody is signed up for a cancelled event": Registration.objects.active().filter(
            event__status=Event.Status.CANCELLED
        ),
        "somebody who is forgotten has a name": Registration.objects.exclude(
            forgotten_at=None
        ).exclude(Q(name="", email="", needs="", user=None)),
    }
