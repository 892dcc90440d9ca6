"""Which years a choice of focus projects is about, and how far the members have come with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from core.clock import local_date
from councils.models import Body, Membership, Seat
from councils.models.membership import MembershipQuerySet
from projects.models import FocusDesignation, InvolvementStep

if TYPE_CHECKING:
    from projects.models import Project

# From 1 October on the coming year is to be chosen for.
CHOOSING_BEGINS = (10, 1)


def this_year(at: datetime) -> int:
    """Return the year of the municipality's calendar."""
    return local_date(at).year


def years_at(at: datetime) -> tuple[int, int]:
    """Return the years for which projects can be pointed at and appointed: this and the next."""
    return this_year(at), this_year(at) + 1


def chosen_years(years: Iterable[int]) -> set[int]:
    """Return those of the years for which the council has chosen."""
    standing = FocusDesignation.objects.standing().filter(year__year__in=years)
    return set(standing.values_list("year__year", flat=True))


def open_years(at: datetime) -> list[int]:
    """Return the years for which members can point: those without a choice."""
    years = years_at(at)
    chosen = chosen_years(years)
    return [year for year in years if year not in chosen]


def choosing_begins(year: int) -> date:
    """Return the day from which the choice for a year is due: 1 October of the year before."""
    month, day = CHOOSING_BEGINS
    return date(year - 1, month, day)


def municipal_council() -> Body | None:
    found: Body | None = Body.objects.filter(
        kind=Body.Kind.MUNICIPAL_COUNCIL, ended_on=None
    ).first()
    return found


def council_seats() -> QuerySet[Seat]:
    """Return the seats of the municipal council that are not abolished."""
    return Seat.objects.filter(
        group__body__kind=Body.Kind.MUNICIPAL_COUNCIL,
        group__body__ended_on=None,
        abolished_at=None,
    )


def acting_members(at: datetime) -> MembershipQuerySet:
    """Return who acts in the municipal council: on the seat, or called in."""
    acting = Membership.objects.acting(at)
    return acting.filter(body__kind=Body.Kind.MUNICIPAL_COUNCIL, body__ended_on=None)


@dataclass(frozen=True)
class Standing:
    """How many of the council's seats point at a project."""

    count: int
    seats: int

    @property
    def majority(self) -> int:
        """Return the number that is more than half of the seats."""
        return self.seats // 2 + 1

    @property
    def has_majority(self) -> bool:
        return self.count >= self.majority


def standing_of(project: Project, year: int, at: datetime) -> Standing:
    """Return how many members who act at a moment point at a project for a year."""
    flags = project.flags.counting(at).filter(year__year=year)
    return Standing(flags.count(), council_seats().count())


def has_plan(project: Project) -> bool:
    """Whether there is a plan, with those who do not come by themselves in it."""
    return InvolvementStep.objects.filter(project=project, comes_by_itself=False).exists()
