"""What the law says of each kind of body. A hint to the secretary, never a block.

The law changes and a municipality may know better: what is written here stops nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from councils.models import Body, SeatGroup

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Kind, Concern, Group = Body.Kind, Body.Concern, SeatGroup.Kind


@dataclass(frozen=True)
class KindRule:
    """What is said of a kind: the paragraph, and how many seats there are to be."""

    legal_basis: StrPromise | str
    least_seats: int = 0
    # Group -> least and most number of seats; 0 means that there is no upper limit.
    groups: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    # The group that has more seats than all others together.
    majority: str = ""
    is_uneven: bool = False
    has_substitutes: bool = False
    longest_term_years: int = 0


RULES: dict[tuple[str, str], KindRule] = {
    (Kind.MUNICIPAL_COUNCIL, ""): KindRule(
        gettext_lazy("styrelsesloven § 5"), is_uneven=True, longest_term_years=4
    ),
    (Kind.STANDING_COMMITTEE, ""): KindRule(gettext_lazy("styrelsesloven § 17, stk. 1")),
    (Kind.SECTION_17_4, ""): KindRule(gettext_lazy("styrelsesloven § 17, stk. 4")),
    (Kind.COUNCIL, Concern.ELDERLY): KindRule(
        gettext_lazy("ældreloven §§ 34-37"),
        least_seats=5,
        has_substitutes=True,
        longest_term_years=4,
    ),
    (Kind.COUNCIL, Concern.DISABILITY): KindRule(
        gettext_lazy("retssikkerhedsloven § 37 a"),
        groups={Group.ORGANISATIONS: (3, 7), Group.POLITICIANS: (3, 7)},
    ),
    (Kind.BOARD, Concern.SCHOOLS): KindRule(
        gettext_lazy("folkeskoleloven § 42"),
        groups={Group.STAFF: (2, 0), Group.PUPILS: (2, 0)},
        majority=Group.PARENTS,
    ),
}


def rule_of(body: Body) -> KindRule | None:
    return RULES.get((body.kind, body.concern)) or RULES.get((body.kind, ""))


def hints_of(body: Body) -> list[str]:
    """Return what does not fit the rule of the body's kind, each with its paragraph."""
    rule = rule_of(body)
    if rule is None:
        return []
    seats = _seats_by_kind(body)
    found = [
        *_numbers(rule, seats),
        *_groups(rule, seats),
        *_majority(rule, seats),
        *_substitutes(rule, body),
        *_terms(rule, body),
    ]
    return [f"{hint} ({rule.legal_basis})" for hint in found]


def _seats_by_kind(body: Body) -> dict[str, int]:
    groups = body.groups.filter(seats__abolished_at=None)
    rows = groups.order_by().values("kind").annotate(n=Count("seats"))
    return {row["kind"]: row["n"] for row in rows}


def _numbers(rule: KindRule, seats: Mapping[str, int]) -> list[str]:
    total, found = sum(seats.values()), []
    if total < rule.least_seats:
        found.append(
            _("Der skal mindst være %(least)d medlemmer. Der er %(count)d pladser.")
            % {"least": rule.least_seats, "count": total}
        )
    if rule.is_uneven and total % 2 == 0:
        found.append(_("Antallet af medlemmer skal være ulige. Der er %(n)d.") % {"n": total})
    return found


def _groups(rule: KindRule, seats: Mapping[str, int]) -> list[str]:
    found = []
    for kind, (least, most) in rule.groups.items():
        count, name = seats.get(kind, 0), Group(kind).label
        if count < least or (most and count > most):
            wanted = _("%(least)d-%(most)d") % {"least": least, "most": most} if most else least
            found.append(
                _("%(name)s: der skal være %(wanted)s pladser. Der er %(count)d.")
                % {"name": str(name).capitalize(), "wanted": wanted, "count": count}
            )
    return found


def _majority(rule: KindRule, seats: Mapping[str, int]) -> list[str]:
    if not rule.majority or 2 * seats.get(rule.majority, 0) > sum(seats.values()):
        return []
    return [_("%(name)s skal have flertal.") % {"name": Group(rule.majority).label.capitalize()}]


def _substitutes(rule: KindRule, body: Body) -> list[str]:
    if not rule.has_substitutes or body.memberships.substitutes().exists():
        return []
    return [_("Der skal være stedfortrædere. Der er ingen.")]


def _terms(rule: KindRule, body: Body) -> list[str]:
    term = body.terms.first()
    if not rule.longest_term_years or term is None or term.ends_on is None:
        return []
    years = rule.longest_term_years
    if (term.ends_on.year - term.starts_on.year, term.ends_on.timetuple()[1:3]) <= (
        years,
        term.starts_on.timetuple()[1:3],
    ):
        return []
    return [
        ngettext(
            "Valgperioden må højst vare %(n)d år.", "Valgperioden må højst vare %(n)d år.", years
        )
        % {"n": years}
    ]
