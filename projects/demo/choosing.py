"""The demo's focus years: one evaluated, one in work, one that members point at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.clock import local_date, start_of_day
from councils.models import Membership
from projects.demo.making import Making
from projects.focus_years import acting_members
from projects.models import FocusDesignation, Project
from projects.services.appointing import appoint
from projects.services.evaluating import evaluate
from projects.services.flagging import endorse, flag

if TYPE_CHECKING:
    from accounts.models import User

SECRETARY = "protokol"
REASONS = (
    "Stierne er det, alle i byen er fælles om. Dem kan vi ikke løse fra rådhuset.",
    "Jeg vil vide, hvordan vi får de unge til at blive ved, når forsøget slutter.",
)


def appoint_past(making: Making, project: Project, years_ago: int, reason: str) -> FocusDesignation:
    """Record the council's choice in the December before the year, or soon after a late start."""
    year = local_date(making.at).year - years_ago
    decided = start_of_day(date(year - 1, 12, 9)) + timedelta(hours=18)
    return appoint(
        project,
        year,
        decided_on=local_date(decided),
        decision_url=f"https://dagsordener.albertslund.example/kb/{year - 1}-12/punkt-7",
        reason=reason,
        by=making.people[SECRETARY],
        at=decided,
    )


def evaluate_meals(making: Making, designation: FocusDesignation) -> None:
    evaluate(
        designation,
        worked="At gå ud og ringe på. At give nøglen fra os. At hjemmeplejen fulgte folk hen.",
        did_not_work="Skemaet på nettet og velkomstbrevet. Næsten ingen svarede.",
        next_time="Vi begynder ved døren og bruger pengene på en ekstra tur i stedet for tryk.",
        people={
            "citizens": 189,
            "politicians": 4,
            "administration": 7,
            "associations": 31,
            "companies": 1,
        },
        by=designation.project.facilitator,
        at=making.moment(-325),
    )


def point(making: Making, wanted: tuple[tuple[Project, int], ...]) -> None:
    """Let so many members of the council point at each project for the coming year.

    The first gives the reason, the others endorse it. Nobody points before the year began from
    which one may.
    """
    with_account = acting_members(making.at).filter(member__user__isnull=False)
    first_day = start_of_day(local_date(making.at).replace(month=1, day=1))
    year = local_date(making.at).year + 1
    for number, (project, count) in enumerate(wanted):
        begun = max(making.moment(-54 + number), first_day + timedelta(hours=9))
        then = acting_members(begun).values("pk")
        members = list(with_account.filter(pk__in=then).order_by("pk"))
        seats = members[:count] if number == 0 else members[-count:]
        first, *others = _accounts(seats)
        row = flag(project, year, reason=REASONS[number], by=first, at=begun)
        for days, user in enumerate(others, start=1):
            endorse(row, by=user, at=min(begun + timedelta(days=days), making.at))


def _accounts(seats: list[Membership]) -> list[User]:
    return [seat.member.user for seat in seats if seat.member.user is not None]
