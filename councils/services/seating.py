"""Who gets a seat, who leaves it, and how many seats there are.

Each step holds the body's row, so that two secretaries at once are one after the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import format_moment, local_date
from core.transitions import TransitionNotAllowed
from councils.exceptions import AlreadySeated, SeatsHeld, SeatTaken
from councils.models import (
    Body,
    CouncilEvent,
    Member,
    Membership,
    Seat,
    SeatGroup,
)
from councils.services.history import record
from councils.services.locking import locked_body, locked_seat
from councils.services.substituting import end_calls_of

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action


@transaction.atomic
def seat_member(
    seat: Seat,
    member: Member,
    *,
    starts_at: datetime,
    ends_at: datetime | None = None,
    title: str = "",
    nominated_by: str = "",
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a seat to somebody. Who stood on the body's list of substitutes leaves the list.

    Raises:
        SeatTaken: somebody sits there in a part of that time, or the seat is no more.
        AlreadySeated: the person has another seat in the body in a part of that time.
        TransitionNotAllowed: the body has ended by then.
    """
    body = locked_body(seat.group.body_id)
    seat = locked_seat(seat.pk)
    _require_existing(body, starts_at)
    _require_free(seat, starts_at, ends_at)
    _leave_the_list(body, member, starts_at, ends_at, by=by, at=at)
    membership = _begin(
        Membership(
            body=body, member=member, seat=seat, group=seat.group,
            title=title, nominated_by=nominated_by, starts_at=starts_at, ends_at=ends_at,
        )
    )  # fmt: skip
    note = _said(membership, str(seat))
    record(body, Action.MEMBER_JOINED, by=by, at=at, about=membership, note=note)
    return membership


@transaction.atomic
def add_substitute(
    group: SeatGroup,
    member: Member,
    *,
    starts_at: datetime,
    ends_at: datetime | None = None,
    nominated_by: str = "",
    by: User | None,
    at: datetime,
) -> Membership:
    """Put somebody last on a group's list of substitutes.

    Raises:
        AlreadySeated: the person sits in the body, or stands on a list, in a part of that time.
        TransitionNotAllowed: the body has ended by then.
    """
    body = locked_body(group.body_id)
    _require_existing(body, starts_at)
    if overlapping(body.memberships.filter(member=member), starts_at, ends_at).exists():
        raise AlreadySeated(_("%(name)s sidder der allerede.") % {"name": member})
    last = group.memberships.aggregate(last=Max("rank"))["last"] or 0
    membership = _begin(
        Membership(
            body=body, member=member, group=group, rank=last + 1,
            nominated_by=nominated_by, starts_at=starts_at, ends_at=ends_at,
        )
    )  # fmt: skip
    note = _said(membership, _("stedfortræder for %(group)s") % {"group": group})
    record(body, Action.MEMBER_JOINED, by=by, at=at, about=membership, note=note)
    return membership


@transaction.atomic
def end_membership(
    membership: Membership,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    ends_at: datetime | None = None,
) -> Membership:
    """Let a membership end at a moment (default: now). Calls of substitutes end with it.

    Raises:
        TransitionNotAllowed: it has ended by then, or had not begun.
    """
    body = locked_body(membership.body_id)
    membership = Membership.objects.select_related("member", "seat", "group").get(pk=membership.pk)
    membership.end(at=ends_at or at, reason=reason)
    end_calls_of(membership, ends_at=ends_at or at)
    note = _("%(who)s, %(moment)s. %(reason)s") % {
        "who": membership.member,
        "moment": format_moment(ends_at or at),
        "reason": reason,
    }
    record(body, Action.MEMBER_LEFT, by=by, at=at, about=membership, note=note.strip())
    return membership


@transaction.atomic
def correct_membership(
    membership: Membership, *, title: str, nominated_by: str, by: User, at: datetime
) -> Membership:
    """Mend the words of a membership; what stood there before stays in the history."""
    body = locked_body(membership.body_id)
    membership = Membership.objects.select_related("member").get(pk=membership.pk)
    old = (membership.title, membership.nominated_by)
    if old == (title, nominated_by):
        return membership
    membership.title, membership.nominated_by = title, nominated_by
    membership.save(update_fields=["title", "nominated_by"])
    note = _("%(who)s: før »%(title)s«, indstillet af »%(nominated_by)s«") % {
        "who": membership.member,
        "title": old[0],
        "nominated_by": old[1],
    }
    record(body, Action.CHANGED, by=by, at=at, about=membership, note=note)
    return membership


@transaction.atomic
def set_seats(group: SeatGroup, count: int, *, by: User | None, at: datetime) -> list[Seat]:
    """Give a group so many seats. Those that go stay on record; the last free ones go first.

    Raises:
        SeatsHeld: more of them are held, now or from a later day on.
    """
    body = locked_body(group.body_id)
    seats = list(group.seats.filter(abolished_at=None).order_by("number"))
    if count == len(seats):
        return seats
    if count < len(seats):
        _abolish(group, len(seats) - count, at=at)
    first = (group.seats.aggregate(last=Max("number"))["last"] or 0) + 1
    for number in range(first, first + count - len(seats)):
        Seat.objects.create(group=group, number=number)
    note = _("%(group)s: %(count)d pladser, før %(before)d") % {
        "group": group,
        "count": count,
        "before": len(seats),
    }
    record(body, Action.SEATS_CHANGED, by=by, at=at, about=group, note=note)
    return list(group.seats.filter(abolished_at=None).order_by("number"))


def overlapping(
    memberships: QuerySet[Membership], starts_at: datetime, ends_at: datetime | None
) -> QuerySet[Membership]:
    """Return those that last in a part of a time. Both are half-open: to meet is not to overlap."""
    rows = memberships.filter(Q(ends_at=None) | Q(ends_at__gt=starts_at))
    return rows.filter(starts_at__lt=ends_at) if ends_at else rows


def _require_existing(body: Body, starts_at: datetime) -> None:
    if body.ended_on is not None and local_date(starts_at) >= body.ended_on:
        raise TransitionNotAllowed(_("Organet er nedlagt til den tid."))


def _require_free(seat: Seat, starts_at: datetime, ends_at: datetime | None) -> None:
    if seat.abolished_at is not None:
        raise SeatTaken(_("Pladsen er nedlagt."))
    held = overlapping(seat.memberships.select_related("member__user"), starts_at, ends_at)
    if (holder := held.order_by("starts_at").first()) is not None:
        raise SeatTaken(
            _("Pladsen er besat af %(name)s. Lad først den, der sidder der, fratræde.")
            % {"name": holder.member.display_name}
        )


def _leave_the_list(
    body: Body,
    member: Member,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    by: User | None,
    at: datetime,
) -> None:
    """End the place on the list that the new seat takes over from."""
    for row in overlapping(body.memberships.filter(member=member), starts_at, ends_at):
        if not row.is_substitute or row.starts_at >= starts_at:
            raise AlreadySeated(_("%(name)s sidder der allerede.") % {"name": member})
        reason = _("fik en plads")
        end_membership(row, ends_at=starts_at, reason=reason, by=by, at=at)


def _begin(membership: Membership) -> Membership:
    membership.full_clean()
    membership.save()
    return membership


def _abolish(group: SeatGroup, count: int, *, at: datetime) -> None:
    held = Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), seat__isnull=False)
    free = group.seats.filter(abolished_at=None).exclude(pk__in=held.values("seat"))
    going = list(free.order_by("-number")[:count])
    if len(going) < count:
        taken = group.seats.filter(abolished_at=None).count() - len(going)
        raise SeatsHeld(
            ngettext(
                "%(n)d plads er besat nu eller fra en senere dag. Så mange skal der mindst være.",
                "%(n)d pladser er besat nu eller fra en senere dag. Så mange skal der mindst være.",
                taken,
            )
            % {"n": taken}
        )
    for seat in going:
        seat.abolish(at=at)


def _said(membership: Membership, where: str) -> str:
    return _("%(who)s, %(where)s, fra %(moment)s") % {
        "who": membership.member,
        "where": where,
        "moment": format_moment(membership.starts_at),
    }
