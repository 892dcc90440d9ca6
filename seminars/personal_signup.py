"""The sessions a person has chosen: told to them, and forgotten with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.mypage import own_registrations
from seminars.models import SessionChoice

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return the sessions that the person chose, and unchose."""
    own = own_registrations(person).order_by().values("pk")
    choices = SessionChoice.objects.filter(place__in=own)
    choices = choices.select_related("session__event", "session__seminar", "registration")
    return {
        "chosen_sessions": [
            {
                "seminar": choice.session.seminar.title,
                "session": choice.session.event.title,
                "chosen_at": choice.created_at.isoformat(),
                "dropped_at": choice.dropped_at.isoformat() if choice.dropped_at else None,
                "status": choice.registration.status if choice.registration else "wished",
            }
            for choice in choices.order_by("created_at", "pk")
        ]
    }


def forget(person: User) -> None:
    """Nothing stands here by name: `events` empties the registrations that were chosen with."""
