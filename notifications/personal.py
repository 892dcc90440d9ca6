"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from core.owners import owner_of
from notifications import troubles
from notifications.models import (
    AddressTrouble,
    Message,
    Notice,
    Preference,
    Subscriber,
    Subscription,
)


def personal_data_of(person: AbstractBaseUser) -> dict[str, Any]:
    """Return what the person follows and chose, what they were told, and which mails they got.

    What their address follows without the account is theirs too.
    """
    own = subscribers_of(person)
    return {
        "subscriptions": [_subscription(row) for row in _rows_of(own)],
        "choices": [
            {"kind": row.kind, "channel": row.channel, "changed_at": row.changed_at.isoformat()}
            for row in Preference.objects.filter(subscriber__in=own).order_by("kind", "pk")
        ],
        "notices": [_notice(row) for row in Notice.objects.filter(subscriber__in=own)],
        "refused_address": _trouble(person.get_username()),
        "messages": [
            {
                "kind": row.kind,
                "state": row.state,
                "created_at": row.created_at.isoformat(),
                "finished_at": _moment(row.finished_at),
            }
            for row in Message.objects.of_person(person).order_by("pk")
        ],
    }


def subscribers_of(person: AbstractBaseUser) -> QuerySet[Subscriber]:
    """Return the account as a subscriber, and its address as one."""
    return Subscriber.objects.filter(Q(user=person) | Q(email__iexact=person.get_username()))


def _rows_of(own: QuerySet[Subscriber]) -> QuerySet[Subscription]:
    rows = Subscription.objects.filter(subscriber__in=own).order_by("pk")
    return rows.select_related("subscriber", "area", "topic", "feed")


def _subscription(row: Subscription) -> dict[str, Any]:
    owner: Any = owner_of(row.feed) if row.feed else None
    return {
        "area": row.area.name if row.area else None,
        "topic": row.topic.name if row.topic else None,
        "feed": row.feed_id,
        "subject": owner.heading() if owner is not None and _is_open_to(owner, row) else None,
        "by_mail_only": row.subscriber.user_id is None,
        "created_at": row.created_at.isoformat(),
    }


def _is_open_to(owner: Any, row: Subscription) -> bool:
    """What is not public any more is named to nobody who may not read it."""
    return bool(owner.is_visible_to(row.subscriber.user))


def _notice(row: Notice) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "channel": row.channel,
        "created_at": row.created_at.isoformat(),
        "read_at": _moment(row.read_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


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


def forget(person: AbstractBaseUser) -> None:
    """Delete what the person follows, every notice and message to them."""
    Message.objects.of_person(person).delete()
    subscribers_of(person).delete()
    troubles.forget(person.get_username())
