"""Who disagreed, and who voted what: beside a decision, until the minutes are signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed, require_status
from councils.models import AgendaItem, CouncilEvent, Dissent, Meeting, Membership, Vote
from councils.models.membership import MembershipQuerySet
from councils.services.asking import (
    acting_membership,
    locked_item,
    require_right,
    require_unsettled,
)
from councils.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action


def voters_of(meeting: Meeting) -> MembershipQuerySet:
    """Return who acted as a member when the meeting began."""
    seats: MembershipQuerySet = meeting.body.memberships.acting(meeting.event.starts_at)
    return seats.select_related("member__user")


@transaction.atomic
def write_dissent(item: AgendaItem, *, text: str, by: User, at: datetime) -> Dissent:
    """Have a short dissent recorded (styrelsesloven § 13); written again, it is mended.

    Raises:
        PermissionDenied: the person does not act as a member now, or did not at the meeting.
        TransitionNotAllowed: nothing is decided, the item is closed, or the minutes are signed.
    """
    item = _decided(item)
    seat = acting_membership(item.body, by)
    assert item.meeting is not None
    if not seat.acts_at(item.meeting.event.starts_at):
        raise PermissionDenied(_("Du var ikke med som medlem, da mødet begyndte."))
    dissent = item.dissents.filter(membership=seat).first()
    if dissent is None:
        dissent = Dissent(item=item, membership=seat)
        item.attach()
    dissent.text, dissent.at = text, at
    dissent.save()
    record(item.body, Action.ITEM_CHANGED, by=by, at=at, about=item, note=_("afvigende mening"))
    return dissent


@transaction.atomic
def withdraw_dissent(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    item = _decided(item)
    removed, _kinds = item.dissents.filter(membership=acting_membership(item.body, by)).delete()
    if removed:
        item.attach(-removed)
        note = _("afvigende mening taget tilbage")
        record(item.body, Action.ITEM_CHANGED, by=by, at=at, about=item, note=note)
    return item


@transaction.atomic
def write_votes(
    item: AgendaItem, votes: Mapping[Membership, str], *, by: User, at: datetime
) -> AgendaItem:
    """Write down who voted what, in the place of what was written before.

    Raises:
        TransitionNotAllowed: the body does not write votes down, nothing is decided, the item is
            closed, or the minutes are signed.
    """
    item = _decided(item)
    assert item.meeting is not None
    require_right(by, "decide_meeting", item.meeting)
    if not item.body.publishes_votes:
        raise TransitionNotAllowed(_("Her skrives det ikke ned, hvem der stemte hvad."))
    removed, _kinds = item.votes.all().delete()
    allowed = {seat.pk for seat in voters_of(item.meeting)}
    written = [
        Vote(item=item, membership=seat, choice=Vote.Choice(choice))
        for seat, choice in votes.items()
        if seat.pk in allowed and choice
    ]
    item.attach(len(written) - removed)
    Vote.objects.bulk_create(written)
    record(item.body, Action.ITEM_CHANGED, by=by, at=at, about=item, note=_("stemmer skrevet"))
    return item


def _decided(item: AgendaItem) -> AgendaItem:
    item = locked_item(item)
    require_status(item, AgendaItem.Status.DECIDED)
    require_unsettled(item.meeting)
    if not item.is_open:
        raise TransitionNotAllowed(
            _("Ved et lukket punkt står kun den offentlige titel og beslutning.")
        )
    return item
