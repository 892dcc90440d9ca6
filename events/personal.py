"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from events.models import EventRecord, Registration
from events.mypage import own_registrations
from events.services.retention import forget_registrations

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what the person signed up for, also without the account, and steps taken as staff."""
    rows = own_registrations(person).select_related("event").order_by("created_at", "pk")
    return {
        "registrations": [_registration(row) for row in rows],
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "event": line.event.title,
                "action": line.action,
                "note": line.note,
            }
            for line in EventRecord.objects.filter(by=person).select_related("event")
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Empty the person's registrations; those for what is to come are cancelled first."""
    forget_registrations(own_registrations(person), at=timezone.now())
    if not person.is_staff:
        EventRecord.objects.forget_people([person])


def _registration(row: Registration) -> dict[str, Any]:
    return {
        "event": {"number": row.event_id, "title": row.event.title},
        "number": row.number,
        "status": row.status,
        "registered_at": row.created_at.isoformat(),
        "name": row.name,
        "email": row.email,
        "organisation": row.organisation,
        "people": row.people,
        "needs": row.needs,
        "has_come": row.has_come,
    }
