"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from notifications import troubles
from notifications.models import AddressTrouble, Message, Subscriber


def personal_data_of(person: AbstractBaseUser) -> dict[str, Any]:
    """Return what the person follows, and which messages they got."""
    subscriber = Subscriber.objects.filter(user_id=person.pk).first()
    return {
        "subscriptions": _subscriptions(subscriber),
        "refused_address": _trouble(person.get_username()),
        "messages": [
            {
                "kind": row.kind,
                "state": row.state,
                "created_at": row.created_at.isoformat(),
                "finished_at": row.finished_at.isoformat() if row.finished_at else None,
            }
            for row in Message.objects.of_person(person).order_by("pk")
        ],
    }


def _trouble(address: str) -> dict[str, Any] | None:
    """Return that mails to the address were refused, and how often; None when they were not."""
    row = AddressTrouble.objects.filter(email=address.lower()).first()
    if row is None:
        return None
    return {
        "refusals": row.refusals,
        "first_at": row.first_at.isoformat(),
        "last_at": row.last_at.isoformat(),
        "last_answer": row.last_answer,
        "stopped_at": row.stopped_at.isoformat() if row.stopped_at else None,
    }


def _subscriptions(subscriber: Subscriber | None) -> list[dict[str, Any]]:
    if subscriber is None:
        return []
    rows = subscriber.subscriptions.select_related("area", "topic")
    return [
        {
            "area": row.area.name if row.area else None,
            "topic": row.topic.name if row.topic else None,
            "feed": row.feed_id,
            "created_at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def forget(person: AbstractBaseUser) -> None:
    """Delete what the person follows and every message to them, also those that wait."""
    Message.objects.of_person(person).delete()
    Subscriber.objects.filter(user_id=person.pk).delete()
    troubles.forget(person.get_username())
