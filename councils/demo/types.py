"""The shape of the demo's content. Days are counted from the day the demo is made."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from core.clock import local_date

if TYPE_CHECKING:
    from accounts.models import User

# A number of days from today, or a date that stands in history.
Day = int | date
MORNING = time(9, 30)


class Making:
    """The people and the day of one making."""

    def __init__(self, people: dict[str, "User"], at: datetime) -> None:
        self.people, self.at, self.today = people, at, local_date(at)

    def day(self, day: Day) -> date:
        """Return a day; a counted one that falls into a weekend is the Friday or the Monday."""
        if isinstance(day, date):
            return day
        found = date.fromordinal(self.today.toordinal() + day)
        to_a_workday = {5: -1, 6: 1}.get(found.weekday(), 0)
        return date.fromordinal(found.toordinal() + to_a_workday)

    def moment(self, day: Day, clock: time = MORNING) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(day), clock))

    def past(self, day: Day, clock: time = MORNING) -> datetime:
        """Return a moment that is never later than now, for what has happened."""
        return min(self.moment(day, clock), self.at)


@dataclass(frozen=True)
class DemoMember:
    """A person with a seat; `account` is a code of accounts.demo."""

    code: str
    name: str
    party: str = ""
    gender: str = ""
    birth_year: int | None = None
    area: str = ""
    text: str = ""
    account: str = ""
    is_protected: bool = False


@dataclass(frozen=True)
class Sits:
    """Somebody on a seat; without days for as long as the term."""

    member: str
    title: str = ""
    nominated_by: str = ""
    # The day from which on somebody else sits there, why, and who that is.
    leaves: Day | None = None
    reason: str = ""
    successor: str = ""


@dataclass(frozen=True)
class DemoGroup:
    kind: str
    seats: int
    members: tuple[Sits, ...] = ()
    substitutes: tuple[str, ...] = ()
    name: str = ""
    appointed_by: str = ""
    is_elected: bool = False


@dataclass(frozen=True)
class DemoBody:
    """A body and who sits in it. `chairs` is one who is chair, or those who take turns."""

    code: str
    name: str
    kind: str
    lead: str
    term: tuple[Day, Day]
    groups: tuple[DemoGroup, ...]
    chairs: tuple[str, ...]
    mandate: str = ""
    legal_basis: str = ""
    concern: str = ""
    parent: str = ""
    department: str = "Økonomi og Stab"
    secretary: str = "protokol"
    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    uneven_reason: str = ""
    is_mandatory_party: bool = False
    publishes_votes: bool = False
    may_be_commented: bool = False
    # The day on which it was made, when its first members were found before the term.
    announced: Day | None = None
    # Who is away, who sits there meanwhile, from which day on, and why.
    absence: tuple[str, str, Day, str] | None = None
