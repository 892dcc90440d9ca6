"""Making the demo's bodies: seats, who sits on them, who was there before, and who is chair."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from city.models import Area, Department, Topic
from core.clock import start_of_day
from councils import services
from councils.demo.people import MEMBERS
from councils.demo.types import Day, DemoBody, DemoGroup, DemoMember, Making, Sits
from councils.models import Body, Member, Membership, Seat, SeatGroup

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

CHAIR_BY_MEETINGS = Body.ChairRule.MEETINGS
# What is done on a day is done in the morning.
_MORNING = timedelta(hours=9)


class Seater:
    """Makes one body after another; remembers members and bodies by code."""

    def __init__(self, making: Making) -> None:
        self.making = making
        self.members = {demo.code: self._member(demo) for demo in MEMBERS}
        self.bodies: dict[str, Body] = {}

    def make(self, demo: DemoBody) -> Body:
        """Make a body with all that it has had from its first day on."""
        by = self.making.people["administrator"]
        starts_on, ends_on = (self.making.day(day) for day in demo.term)
        announced_on = starts_on if demo.announced is None else self.making.day(demo.announced)
        at = min(start_of_day(announced_on) + _MORNING, self.making.at)
        body = services.create_body(self._body(demo), by=by, at=at)
        self.bodies[demo.code] = body
        body.secretaries.set([self.making.people[demo.secretary]])
        body.topics.set(Topic.objects.filter(name__in=demo.topics))
        body.areas.set(Area.objects.filter(name__in=demo.areas))
        services.set_term(
            body,
            starts_on=starts_on,
            ends_on=ends_on,
            uneven_reason=demo.uneven_reason,
            by=by,
            at=at,
        )
        for position, group in enumerate(demo.groups, start=1):
            self._group(body, group, position, start_of_day(starts_on), by=by, at=at)
        services.publish_body(body, by=by, at=at)
        body.refresh_from_db()
        if demo.absence:
            self._call_in(body, demo.absence, by=by)
        if demo.may_be_commented:
            services.let_comment(body, is_allowed=True, by=by, at=at)
        return body

    def seat_of(self, body: Body, code: str) -> Membership:
        return body.memberships.filter(member=self.members[code]).latest("pk")

    def let_chair(self, demo: DemoBody) -> None:
        """One is chair from the first day on; several take turns from meeting to meeting."""
        body, by = self.bodies[demo.code], self.making.people[demo.secretary]
        chairs = [self.seat_of(body, code) for code in demo.chairs]
        from_day = self.making.day(demo.term[0])
        at = min(start_of_day(from_day) + _MORNING, self.making.at)
        if len(chairs) == 1:
            services.set_fixed_chair(body, chairs[0], from_day=from_day, by=by, at=at)
        elif chairs:
            turns = list(zip(chairs, [*chairs[1:], chairs[0]], strict=True))
            services.set_rotation(
                body, turns, rule=CHAIR_BY_MEETINGS, length=1, from_day=from_day, by=by, at=at
            )

    # --- The parts --------------------------------------------------------------------------
    def _member(self, demo: DemoMember) -> Member:
        return Member.objects.create(
            name=demo.name,
            user=self.making.people.get(demo.account or demo.code),
            party=demo.party,
            text=demo.text,
            gender=demo.gender,
            birth_year=demo.birth_year,
            area=Area.objects.filter(name=demo.area).first(),
            is_protected=demo.is_protected,
        )

    def _body(self, demo: DemoBody) -> Body:
        secretary = self.making.people[demo.secretary]
        return Body(
            name=demo.name,
            kind=demo.kind,
            concern=demo.concern,
            parent=self.bodies.get(demo.parent),
            lead=demo.lead,
            mandate=demo.mandate,
            legal_basis=demo.legal_basis,
            department=Department.objects.get(name=demo.department),
            contact_name=secretary.full_name,
            contact_phone="00 00 00 00",
            contact_email=secretary.email,
            is_mandatory_party=demo.is_mandatory_party,
            publishes_votes=demo.publishes_votes,
        )

    def _group(
        self,
        body: Body,
        demo: DemoGroup,
        position: int,
        starts_at: datetime,
        *,
        by: User,
        at: datetime,
    ) -> None:
        group = SeatGroup.objects.create(
            body=body,
            kind=demo.kind,
            name=demo.name,
            appointed_by=demo.appointed_by,
            is_elected=demo.is_elected,
            position=position,
        )
        seats = services.set_seats(group, demo.seats, by=by, at=at)
        for code in demo.substitutes:
            services.add_substitute(group, self.members[code], starts_at=starts_at, by=by, at=at)
        for seat, sits in zip(seats, demo.members, strict=False):
            self._sit(seat, sits, starts_at, by=by, at=at)

    def _sit(self, seat: Seat, sits: Sits, starts_at: datetime, *, by: User, at: datetime) -> None:
        first = services.seat_member(
            seat,
            self.members[sits.member],
            starts_at=starts_at,
            title=sits.title,
            nominated_by=sits.nominated_by,
            by=by,
            at=at,
        )
        if sits.leaves is None:
            return
        left_at = self.making.past(sits.leaves)
        services.end_membership(first, reason=sits.reason, by=by, at=left_at)
        services.seat_member(
            seat, self.members[sits.successor], starts_at=left_at, by=by, at=left_at
        )

    def _call_in(self, body: Body, absence: tuple[str, str, Day, str], *, by: User) -> None:
        absent, substitute, day, reason = absence
        starts_at = self.making.past(day, time(0, 0))
        services.call_in(
            self.seat_of(body, absent),
            self.seat_of(body, substitute),
            starts_at=starts_at,
            reason=reason,
            by=by,
            at=starts_at,
        )
