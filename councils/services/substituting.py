"""Substitutes who are called in for somebody that is away, and sent home again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.clock import format_moment
from core.transitions import TransitionNotAllowed
from councils.exceptions import WrongSubstitute
from councils.models import CallIn, CouncilEvent, Membership
from councils.services.history import record
from councils.services.locking import locked_body

if TYPE_CHECKING:
    from accounts.models import User

Action = CouncilEvent.Action


@transaction.atomic
def call_in(
    absent: Membership,
    substitute: Membership,
    *,
    starts_at: datetime,
    ends_at: datetime | None = None,
    reason: str = "",
    by: User | None,
    at: datetime,
) -> CallIn:
    """Let a substitute act for a member that is away: the right to act moves in that second.

    Without an end it lasts until somebody is sent home, or one of the memberships ends.

    Raises:
        WrongSubstitute: of another list, called in already, or somebody else is called in.
    """
    body = locked_body(absent.body_id)
    _require_a_pair(absent, substitute)
    for membership in (absent, substitute):
        if not membership.lasts_at(starts_at):
            raise WrongSubstitute(
                _("%(name)s er ikke i organet til den tid.") % {"name": membership.member}
            )
    ends = [end for end in (ends_at, absent.ends_at, substitute.ends_at) if end is not None]
    ends_at = min(ends, default=None)
    calls = CallIn.objects.filter(Q(absent=absent) | Q(substitute=substitute))
    if _overlapping(calls, starts_at, ends_at).exists():
        raise WrongSubstitute(_("Der er allerede indkaldt en stedfortræder i den tid."))
    call = CallIn(
        absent=absent, substitute=substitute, starts_at=starts_at, ends_at=ends_at, reason=reason
    )
    call.full_clean()
    call.save()
    record(body, Action.SUBSTITUTE_CALLED, by=by, at=at, about=call, note=_said(call))
    return call


@transaction.atomic
def release(call: CallIn, *, by: User | None, at: datetime) -> None:
    """Send a substitute home; a call that has not begun is as if it had not been.

    Raises:
        TransitionNotAllowed: it has ended.
    """
    body = locked_body(call.absent.body_id)
    call = CallIn.objects.select_related("absent__member", "substitute__member").get(pk=call.pk)
    if call.ends_at is not None and call.ends_at <= at:
        raise TransitionNotAllowed(_("Stedfortræderen er allerede hjemsendt."))
    note = _said(call)
    record(body, Action.SUBSTITUTE_RELEASED, by=by, at=at, about=call, note=note)
    _end(call, at)


def end_calls_of(membership: Membership, *, ends_at: datetime) -> None:
    """Let the calls that a membership is a part of end with it. Needs the body's lock."""
    calls = CallIn.objects.filter(Q(absent=membership) | Q(substitute=membership))
    for call in calls.filter(Q(ends_at=None) | Q(ends_at__gt=ends_at)):
        _end(call, ends_at)


def _end(call: CallIn, ends_at: datetime) -> None:
    if call.starts_at >= ends_at:
        call.delete()
    else:
        call.end(at=ends_at)


def _require_a_pair(absent: Membership, substitute: Membership) -> None:
    if absent.is_substitute or not substitute.is_substitute:
        raise WrongSubstitute(_("En stedfortræder kan kun sidde for et medlem."))
    if absent.group_id != substitute.group_id:
        raise WrongSubstitute(_("Stedfortræderen står på en anden liste."))


def _overlapping(
    calls: QuerySet[CallIn], starts_at: datetime, ends_at: datetime | None
) -> QuerySet[CallIn]:
    rows = calls.filter(Q(ends_at=None) | Q(ends_at__gt=starts_at))
    return rows.filter(starts_at__lt=ends_at) if ends_at else rows


def _said(call: CallIn) -> str:
    words = _("%(substitute)s for %(absent)s fra %(moment)s. %(reason)s") % {
        "substitute": call.substitute.member,
        "absent": call.absent.member,
        "moment": format_moment(call.starts_at),
        "reason": call.reason,
    }
    return words.strip()
