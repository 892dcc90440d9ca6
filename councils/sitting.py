"""Who sits where on a day, as everybody may see it: people who are hidden have no name here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from core.clock import end_of_day, local_date, start_of_day
from councils.models import Body, CallIn, Member, Membership, Seat, SeatGroup


@dataclass(frozen=True)
class Person:
    """A member or substitute as everybody may see them."""

    name: str
    initials: str
    path: str = ""
    portrait: str = ""
    party: str = ""
    title: str = ""
    nominated_by: str = ""
    since: date | None = None
    until: date | None = None
    is_chair: bool = False
    # Away at the moment, and who sits instead; for a substitute, for whom they sit.
    is_away: bool = False
    instead: str = ""


@dataclass(frozen=True)
class Part:
    """A group of seats: who sits on them on the day, how many are vacant, who steps in."""

    group: SeatGroup
    people: tuple[Person, ...]
    vacant: int
    substitutes: tuple[Person, ...]

    @property
    def seats(self) -> int:
        return len(self.people) + self.vacant


def memberships_of(body: Body) -> list[Membership]:
    """Return every membership that a body has had, with all that is asked of it: two questions."""
    rows = list(
        body.memberships.select_related(
            "member__user", "member__portrait", "member__area", "seat", "group"
        )
    )
    _know_calls(rows, CallIn.objects.filter(absent__body=body))
    return rows


def _know_calls(rows: Iterable[Membership], calls: Iterable[CallIn]) -> None:
    """Let `acts_at` ask no more: both ends of a call are found in one question instead of two."""
    known = {row.pk: row for row in rows}
    ways: dict[int, dict[str, list[CallIn]]] = defaultdict(
        lambda: {"times_away": [], "times_called": []}
    )
    for call in calls:
        call.absent, call.substitute = known[call.absent_id], known[call.substitute_id]
        ways[call.absent_id]["times_away"].append(call)
        ways[call.substitute_id]["times_called"].append(call)
    for row in rows:
        # As prefetch_related does, which would ask twice.
        vars(row)["_prefetched_objects_cache"] = ways[row.pk]


class Sitting:
    """Who sits in a body on a day: everybody who sat in a part of it; today, who sits now."""

    def __init__(
        self,
        memberships: Sequence[Membership],
        seats: Sequence[Seat],
        *,
        day: date,
        at: datetime,
        chair: Membership | None,
    ) -> None:
        self.day, self.chair = day, chair
        self.is_today = day == local_date(at)
        self.begins = at if self.is_today else start_of_day(day)
        self.ends = at if self.is_today else end_of_day(day)
        self._memberships, self._seats = memberships, seats

    @cached_property
    def lasting(self) -> list[Membership]:
        return [row for row in self._memberships if self._lasts(row)]

    @property
    def middle(self) -> datetime:
        """The moment itself today; of another day, its noon."""
        return self.begins + (self.ends - self.begins) / 2

    @cached_property
    def acting(self) -> list[Membership]:
        return [row for row in self.lasting if row.acts_at(self.middle)]

    @cached_property
    def parts(self) -> list[Part]:
        groups = {seat.group_id: seat.group for seat in self._seats}
        groups |= {row.group_id: row.group for row in self.lasting}
        ordered = sorted(groups.values(), key=lambda group: (group.position, group.pk))
        found = [self._part(group) for group in ordered]
        return [part for part in found if part.seats or part.substitutes]

    @property
    def seats(self) -> int:
        return sum(part.seats for part in self.parts)

    @property
    def vacant(self) -> int:
        return sum(part.vacant for part in self.parts)

    @property
    def taken(self) -> int:
        return self.seats - self.vacant

    def next_change(self, at: datetime) -> datetime | None:
        """Return when somebody comes or goes next, as far as is known."""
        moments = [moment for row in self._memberships for moment in _moments(row)]
        return min((moment for moment in moments if moment and moment > at), default=None)

    def _lasts(self, row: Membership) -> bool:
        if self.is_today:
            return row.lasts_at(self.begins)
        begun = row.starts_at < self.ends
        return begun and (row.ends_at is None or row.ends_at > self.begins)

    def _part(self, group: SeatGroup) -> Part:
        rows = [row for row in self.lasting if row.group_id == group.pk]
        seated = [row for row in rows if not row.is_substitute]
        taken = {row.seat_id for row in seated}
        free = [
            seat
            for seat in self._seats
            if seat.group_id == group.pk and seat.abolished_at is None and seat.pk not in taken
        ]
        return Part(
            group=group,
            people=tuple(self._person(row) for row in seated),
            # Which seats there were on another day is not known, only who sat on them.
            vacant=len(free) if self.is_today else 0,
            substitutes=tuple(self._person(row) for row in rows if row.is_substitute),
        )

    def _person(self, row: Membership) -> Person:
        calls = row.times_called if row.is_substitute else row.times_away
        call = next((call for call in calls.all() if call.lasts_at(self.middle)), None)
        other = (call.absent if row.is_substitute else call.substitute) if call else None
        return person_of(
            row,
            is_chair=self.chair is not None and row.pk == self.chair.pk,
            is_away=call is not None and not row.is_substitute,
            instead=other.member.display_name if other else "",
        )


def person_of(row: Membership, **more: Any) -> Person:
    """Return a membership as everybody may see it. Wants member, user and portrait along."""
    member = row.member
    dates: dict[str, Any] = {
        "since": local_date(row.starts_at),
        "until": local_date(row.ends_at) if row.ends_at else None,
    }
    if member.is_hidden:
        return Person(name=member.display_name, initials="", title=row.title, **dates, **more)
    return Person(
        name=member.name,
        initials=member.initials,
        path=member.get_absolute_url(),
        portrait=portrait_path(member),
        party=member.party,
        title=row.title,
        nominated_by=row.nominated_by,
        **dates,
        **more,
    )


def portrait_path(member: Member) -> str:
    """Return where the picture is found, "" without one or of somebody hidden."""
    if member.is_hidden or not hasattr(member, "portrait"):
        return ""
    return reverse("councils:portrait", args=[member.pk, member.slug])


def seats_of(body: Body) -> QuerySet[Seat]:
    """Return a body's seats with their groups, also those that are no more."""
    return Seat.objects.filter(group__body=body).select_related("group")


def _moments(row: Membership) -> list[datetime | None]:
    calls = [*row.times_away.all(), *row.times_called.all()]
    return [
        row.starts_at,
        row.ends_at,
        *(moment for call in calls for moment in (call.starts_at, call.ends_at)),
    ]


def vacant_seats(at: datetime) -> QuerySet[Seat]:
    """Return the seats on which nobody sits at a moment."""
    held = Membership.objects.seated(at).values("seat")
    return Seat.objects.filter(Q(abolished_at=None) | Q(abolished_at__gt=at)).exclude(pk__in=held)
