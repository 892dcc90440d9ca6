"""Telling those who sit in a body: a mail each, in the transaction of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import User
from councils.models import Meeting, Membership
from notifications.services import Recipient, enqueue_all

if TYPE_CHECKING:
    from django.db.models import QuerySet


def people_of(meeting: Meeting) -> QuerySet[User]:
    """Return the accounts of those who act now, and of those who will when it begins."""
    seats = Membership.objects.filter(body=meeting.body_id)
    now, then = seats.acting(timezone.now()), seats.acting(meeting.event.starts_at)
    members = {*now.values_list("member", flat=True), *then.values_list("member", flat=True)}
    return User.objects.filter(member__in=members, is_active=True).order_by("pk")


def tell_members(
    meeting: Meeting, kind: str, *, version: str = "", context: dict[str, Any] | None = None
) -> int:
    """Write one mail to each of them; the same news (kind, meeting, version) once."""
    return enqueue_all(
        kind,
        (
            Recipient(
                dedup_key=f"{kind}:{meeting.pk}:{version}:{user.pk}",
                user=user,
                context=context or {},
            )
            for user in people_of(meeting)
        ),
        about=meeting,
    )
