"""The people who hold seats: made, changed, and their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.files import InspectedFile
from councils.models import CouncilEvent, Member, Portrait, SeatGroup
from councils.services.history import record
from councils.services.locking import locked_body
from councils.services.seating import set_seats

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def change_member(member: Member, *, fields: Sequence[str], by: User, at: datetime) -> Member:
    """Save what was changed of a member; each body they sit in says which fields, not the words."""
    if not fields:
        return member
    member.full_clean()
    member.save(update_fields=list(fields))
    names = ", ".join(str(Member._meta.get_field(name).verbose_name) for name in fields)  # type: ignore[union-attr]
    _note(member, names, by=by, at=at)
    return member


@transaction.atomic
def set_portrait(
    member: Member, inspected: InspectedFile, *, credit: str, by: User | None, at: datetime
) -> Portrait:
    """Give a member a picture, instead of the one there was."""
    remove_portrait(member)
    portrait = Portrait.from_inspected(inspected, at=at, member=member, credit=credit)
    portrait.save()
    _note(member, _("billede"), by=by, at=at)
    return portrait


@transaction.atomic
def remove_portrait(member: Member) -> None:
    """Take the picture away; its file goes when that is certain."""
    for portrait in Portrait.objects.filter(member=member):
        portrait.discard()


@transaction.atomic
def save_group(group: SeatGroup, *, count: int, by: User, at: datetime) -> SeatGroup:
    """Save what a group of seats is called, and how many there are."""
    body = locked_body(group.body_id)
    is_new = group.pk is None
    group.full_clean()
    group.save()
    set_seats(group, count, by=by, at=at)
    if not is_new:
        record(body, CouncilEvent.Action.CHANGED, by=by, at=at, about=group, note=str(group))
    return group


def _note(member: Member, what: str, *, by: User | None, at: datetime) -> None:
    bodies = {row.body for row in member.memberships.at(at).select_related("body")}
    note = _("Medlem rettet: %(what)s") % {"what": what}
    for body in bodies:
        record(body, CouncilEvent.Action.CHANGED, by=by, at=at, about=member, note=note)
