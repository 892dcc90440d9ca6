"""Who was chosen or elected gets the seat: a member is made, or found by the account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from councils.models import Application, Call, Candidate, Election, Member, Membership, Seat
from councils.services.locking import locked_body
from councils.services.seating import add_substitute, seat_member

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def seat_applicant(
    application: Application,
    seat: Seat,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    by: User,
    at: datetime,
) -> Membership:
    """Give a chosen applicant a seat.

    Raises:
        SeatTaken, AlreadySeated: somebody sits there, or the person sits already.
        TransitionNotAllowed: not chosen, or seated before.
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=application.call_id)
    locked_body(call.body_id)
    application = Application.objects.select_related("user", "area").get(pk=application.pk)
    member = _member_for(application, area=application.area)
    application.become(member)
    return seat_member(seat, member, starts_at=starts_at, ends_at=ends_at, by=by, at=at)


@transaction.atomic
def seat_candidate(
    candidate: Candidate,
    seat: Seat | None,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    by: User,
    at: datetime,
) -> Membership:
    """Give an elected candidate a seat, or a substitute the last place on the list.

    Raises:
        SeatTaken, AlreadySeated: somebody sits there, or the person sits already.
        TransitionNotAllowed: not elected, or seated before.
    """
    election = Election.objects.select_for_update(of=("self",)).get(pk=candidate.election_id)
    locked_body(election.body_id)
    candidate = Candidate.objects.select_related("user").get(pk=candidate.pk)
    member = _member_for(candidate, birth_year=candidate.birth_year)
    candidate.become(member)
    times: dict[str, Any] = {"starts_at": starts_at, "ends_at": ends_at, "by": by, "at": at}
    if seat is None:
        return add_substitute(election.group, member, **times)
    return seat_member(seat, member, **times)


def _member_for(person: Application | Candidate, **known: Any) -> Member:
    """Return the member that the account is, else a new one: two people may share a name.

    The mail address that was written to be answered at is not made public.
    """
    if person.user is not None:
        found = Member.objects.filter(user=person.user).first()
        if found is not None:
            return found
    return Member.objects.create(name=person.name, user=person.user, **known)
