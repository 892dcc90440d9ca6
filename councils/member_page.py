"""What a member's page says: where they sit and have sat, by which words everybody may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from core.clock import local_date
from councils.models import Member, Membership
from councils.models.membership import MemberQuerySet
from councils.sitting import portrait_path


def shown_members() -> MemberQuerySet:
    """Return the members who have a page: seated in public, and hidden neither here nor there."""
    shown = Q(user=None) | Q(user__protected=False)
    members = Member.objects.public().filter(shown, is_protected=False)
    return members.select_related("user", "portrait")


def member_context(member: Member, at: datetime) -> dict[str, Any]:
    rows = list(
        member.memberships.filter(body__is_published=True, starts_at__lte=at)
        .select_related("body", "group")
        .order_by("-starts_at", "-pk")
    )
    return {
        "member": member,
        "portrait": portrait_path(member),
        "now": [_line(row) for row in rows if row.lasts_at(at)],
        "before": [_line(row) for row in rows if not row.lasts_at(at)],
    }


def _line(row: Membership) -> dict[str, Any]:
    return {
        "body": row.body,
        "title": row.title,
        "is_substitute": row.is_substitute,
        "group": row.group,
        "nominated_by": row.nominated_by,
        "since": local_date(row.starts_at),
        "until": local_date(row.ends_at) if row.ends_at else None,
    }
