"""What this app knows about a person, and how it forgets them. Pulled by the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from councils import personal_meetings, personal_seats
from councils.models import Body, CouncilEvent, Member, Membership
from councils.services.history import record
from councils.services.members import remove_portrait

if TYPE_CHECKING:
    from accounts.models import User

# Who was elected by all is public record (GDPR art. 17(3)(b), arkivloven).
ELECTED = (Body.Kind.MUNICIPAL_COUNCIL, Body.Kind.STANDING_COMMITTEE)
_TOLD = ("name", "party", "text", "email", "phone", "gender", "birth_year")


def personal_data_of(person: User) -> dict[str, Any]:
    """Return the person as a member, where they sit and sat, applied and stood, and their steps."""
    member = Member.objects.filter(user=person).select_related("area").first()
    return {
        "member": _member(member) if member else None,
        **personal_seats.personal_data_of(person),
        **personal_meetings.personal_data_of(person),
        "steps_taken": [
            {
                "at": line.at.isoformat(),
                "body": line.body.name,
                "action": line.action,
                "note": line.note,
            }
            for line in CouncilEvent.objects.filter(by=person).select_related("body")
        ],
    }


@transaction.atomic
def forget(person: User) -> None:
    """Cut the member loose from the account, and remove what was voluntary.

    Who sits or sat in the municipal council or a standing committee keeps the name: it is part
    of what was decided. Of everybody else the name goes, too, also out of the history.
    """
    # What meetings know is found by the account of the member: before it is cut loose.
    personal_meetings.forget(person)
    for member in Member.objects.filter(user=person):
        forget_member(member)
    personal_seats.forget(person)
    if not person.is_staff:
        CouncilEvent.objects.forget_people([person])


def forget_member(member: Member) -> None:
    rows = Membership.objects.filter(member=member)
    bodies = list(Body.objects.filter(pk__in=rows.values("body")).order_by("pk"))
    remove_portrait(member)
    member.user = member.area = member.birth_year = None
    member.gender = member.text = member.email = member.phone = ""
    if not any(body.kind in ELECTED for body in bodies):
        told = CouncilEvent.objects.filter(body__in=bodies, note__contains=member.name)
        told.forget_words()
        member.name, member.party = "", ""
        member.forgotten_at = timezone.now()
        rows.update(nominated_by="")
    member.save()
    for body in bodies:
        record(body, CouncilEvent.Action.FORGOTTEN, by=None, at=timezone.now(), about=member)


def _member(member: Member) -> dict[str, Any]:
    rows = member.memberships.select_related("body", "group")
    return {
        **{name: getattr(member, name) for name in _TOLD},
        "area": str(member.area or ""),
        "has_portrait": hasattr(member, "portrait"),
        "memberships": [
            {
                "body": row.body.name,
                "group": str(row.group),
                "title": row.title,
                "nominated_by": row.nominated_by,
                "is_substitute": row.is_substitute,
                "from": row.starts_at.isoformat(),
                "until": row.ends_at.isoformat() if row.ends_at else None,
                "end_reason": row.end_reason,
            }
            for row in rows
        ],
    }
