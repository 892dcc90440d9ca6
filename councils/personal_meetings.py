"""What meetings know about a person. Members speak for others: what they said there is filed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councils.models import (
    AgendaItem,
    AgendaSupport,
    Dissent,
    Meeting,
    RoomDocument,
    Vote,
)

if TYPE_CHECKING:
    from accounts.models import User


def personal_data_of(person: User) -> dict[str, Any]:
    """Return what a member proposed, supported, voted, disagreed about, signed and laid out."""
    own = {"membership__member__user": person}
    items = AgendaItem.objects.filter(proposed_by__member__user=person)
    signed = Meeting.objects.filter(minutes_signed_by__member__user=person)
    return {
        "items_proposed": [
            {"title": row.title, "summary": row.summary, "at": row.proposed_at.isoformat()}
            for row in items.order_by("pk")
        ],
        "items_supported": [
            {"title": row.item.title, "at": row.at.isoformat()}
            for row in AgendaSupport.objects.filter(**own).select_related("item")
        ],
        "dissents": [
            {"title": row.item.title, "text": row.text, "at": row.at.isoformat()}
            for row in Dissent.objects.filter(**own).select_related("item")
        ],
        "votes": [
            {"title": row.item.title, "vote": row.choice}
            for row in Vote.objects.filter(**own).select_related("item")
        ],
        "minutes_signed": [
            {"meeting": row.event.title, "day": row.event.day.isoformat()}
            for row in signed.select_related("event").order_by("pk")
        ],
        "working_papers": [
            {"title": row.title, "file": row.original_name}
            for row in RoomDocument.objects.filter(by=person).order_by("pk")
        ],
    }


def forget(person: User) -> None:
    """Take supports away and cut the rest loose from the account.

    Proposals, dissents, votes and signatures belong to the records of the body: they stay under
    the membership, whose name the body's own page of members forgets or keeps.
    """
    AgendaSupport.objects.filter(membership__member__user=person).delete()
    AgendaItem.objects.filter(decided_by=person).update(decided_by=None)
    RoomDocument.objects.filter(by=person).update(by=None)
