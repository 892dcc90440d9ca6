"""Who sits in a body beside who lives in the town, without saying it of any single person.

What members told is voluntary and shown as counts only. A count under 5 is hidden, and so many
others that what is left of the number of members, which everybody knows, does not give it away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.population import Population, population_by
from councils.models import Member

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LEAST = 5
# The oldest of each band (years), and the keys of the population's table that it is made of.
BANDS: tuple[tuple[str, StrPromise, int, tuple[str, ...]], ...] = (
    ("young", gettext_lazy("Under 25 år"), 24, ("0-5", "6-15", "16-24")),
    ("25-39", gettext_lazy("25-39 år"), 39, ("25-39",)),
    ("40-59", gettext_lazy("40-59 år"), 59, ("40-59",)),
    ("old", gettext_lazy("60 år og ældre"), 200, ("60-66", "67-79", "80-")),
)


@dataclass(frozen=True)
class Cell:
    """A count, or why it is not shown, with the population's share beside it."""

    label: str
    count: int | None
    hidden: str = ""
    share: int | None = None
    town_share: int | None = None


@dataclass(frozen=True)
class Split:
    """The members by one thing that they told. Without cells there is too little to show."""

    title: str
    cells: tuple[Cell, ...]
    town: Population | None


def composition_of(members: Sequence[Member], on: date) -> list[Split]:
    """Return how the acting members are spread by gender, age and area on a day."""

    def band(member: Member) -> str:
        age = on.year - member.birth_year if member.birth_year else None
        return next((key for key, _l, last, _k in BANDS if age is not None and age <= last), "")

    areas = {row.area.slug: row.area.name for row in members if row.area}
    by_age = population_by("age")
    return [
        _split(
            _("Køn"),
            {"woman": _("Kvinder"), "man": _("Mænd")},
            _count(members, lambda member: member.gender),
            population_by("gender"),
            rest=_("Andet eller ikke oplyst"),
        ),
        _split(
            _("Alder"),
            {key: str(label) for key, label, _last, _keys in BANDS},
            _count(members, band),
            _in_bands(by_age) if by_age else None,
        ),
        _split(
            _("Bydel"),
            dict(sorted(areas.items(), key=lambda area: area[1])),
            _count(members, lambda member: member.area.slug if member.area else ""),
            population_by("area"),
        ),
    ]


def hidden_cells(counts: Sequence[int]) -> set[int]:
    """Return which of the counts must not be shown when their sum is known to everybody.

    Those under 5; then the smallest of the others, until each that is hidden could be several
    numbers as far as a reader can reckon.
    """
    hidden = {place for place, count in enumerate(counts) if count < LEAST}
    shown = sorted(set(range(len(counts))) - hidden, key=lambda place: (counts[place], place))
    while hidden and shown and not _is_safe(counts, hidden):
        hidden.add(shown.pop(0))
    return hidden


def _is_safe(counts: Sequence[int], hidden: set[int]) -> bool:
    """Tell whether every hidden count is still at least two possible numbers."""
    left = sum(counts[place] for place in hidden)
    bounds = {place: (0, LEAST - 1) if counts[place] < LEAST else (LEAST, left) for place in hidden}
    for place, (least, most) in bounds.items():
        others = [bounds[other] for other in hidden if other != place]
        lowest = max(least, left - sum(most for _least, most in others))
        highest = min(most, left - sum(least for least, _most in others))
        if lowest >= highest:
            return False
    return True


def _count(members: Iterable[Member], told: Callable[[Member], str]) -> Counter[str]:
    return Counter(told(member) for member in members)


def _split(
    title: str,
    names: dict[str, str],
    counted: Counter[str],
    town: Population | None,
    *,
    rest: str = "",
) -> Split:
    """What is not among the names is counted together. That it is nothing says nothing of anybody.

    `rest` is what they are called together.
    """
    total = counted.total()
    others = total - sum(counted[key] for key in names)
    labels = [*names.values(), *([rest or _("Ikke oplyst")] if others else [])]
    keys = [*names, *([""] if others else [])]
    counts = [*(counted[key] for key in names), *([others] if others else [])]
    hidden = hidden_cells(counts)
    if len(hidden) == len(counts):
        return Split(title, (), town)
    cells = [
        _cell(label, counts[place], total, place in hidden, _share(town, keys[place]))
        for place, label in enumerate(labels)
    ]
    return Split(title, tuple(cells), town)


def _cell(label: str, count: int, total: int, is_hidden: bool, town_share: int | None) -> Cell:
    if is_hidden:
        why = _("under %(n)d") % {"n": LEAST} if count < LEAST else _("vises ikke")
        return Cell(label, None, why, None, town_share)
    return Cell(label, count, "", round(100 * count / total), town_share)


def _share(town: Population | None, key: str) -> int | None:
    return round(town.shares[key]) if town and key in town.shares else None


def _in_bands(ages: Population) -> Population:
    """Return the population by the bands that the members are counted in."""
    shares = {
        band: sum(ages.shares.get(key, 0) for key in keys) for band, _label, _last, keys in BANDS
    }
    return Population(shares, ages.on, ages.source, ages.is_provisional)
