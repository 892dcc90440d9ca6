"""How the conversations were looked after, year by year. Every number is public.

A year is one of the municipality's calendar (Europe/Copenhagen). What happened is counted from
the history, so that a comment that was hidden and is shown again is counted as both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from comments.models import CommentObjection, HideReason, Report, ThreadEvent
from core.yearly import count_by_year, spreadsheet

MOST_YEARS = 10
Action = ThreadEvent.Action
Outcome = CommentObjection.Outcome
HIDDEN_FOR = "hidden_for_"


@dataclass
class Year:
    """The figures of one year, by name; a name that is missing is 0."""

    year: int
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, name: str) -> int:
        return self.counts.get(name, 0)


def labels() -> dict[str, str]:
    """Return what each figure is called, in the order of the table."""
    return {
        "written": _("Kommentarer skrevet"),
        "answered": _("Svar fra kommunen"),
        "reports": _("Anmeldelser modtaget"),
        "held": _("Kommentarer holdt tilbage, til de var læst"),
        "released": _("Tilbageholdte kommentarer vist"),
        "hidden": _("Kommentarer skjult"),
        **{
            f"{HIDDEN_FOR}{reason.value}": _("Skjult som: %(reason)s") % {"reason": reason.label}
            for reason in HideReason
        },
        "restored": _("Skjulte kommentarer vist igen"),
        "objections": _("Indsigelser mod, at en kommentar er skjult"),
        "upheld": _("Indsigelser, der fik medhold"),
        "rejected": _("Indsigelser, der ikke fik medhold"),
    }


def figures() -> list[Year]:
    """Return the years that have something to tell, the newest first: three questions."""
    years: dict[int, Year] = {}
    for name, counts in _counted():
        for year, count in counts.items():
            if count:
                years.setdefault(year, Year(year)).counts[name] = count
    return sorted(years.values(), key=lambda row: -row.year)[:MOST_YEARS]


def _counted() -> Iterable[tuple[str, dict[int, int]]]:
    hidden = Q(action=Action.HIDDEN)
    yield from count_by_year(
        ThreadEvent.objects.filter(thread__is_private=False),
        "at",
        written=Q(action=Action.WRITTEN),
        answered=Q(action=Action.ANSWERED),
        held=Q(action=Action.HELD),
        released=Q(action=Action.RELEASED),
        hidden=hidden,
        restored=Q(action=Action.RESTORED),
        **{f"{HIDDEN_FOR}{reason.value}": hidden & Q(reason=reason) for reason in HideReason},
    )
    yield from count_by_year(
        Report.objects.filter(comment__thread__is_private=False), "at", reports=Q()
    )
    yield from count_by_year(
        CommentObjection.objects.filter(comment__thread__is_private=False),
        "at",
        objections=Q(),
        upheld=Q(outcome=Outcome.UPHELD),
        rejected=Q(outcome=Outcome.REJECTED),
    )


def table(years: list[Year]) -> list[tuple[str, list[int]]]:
    """Return the rows of the table: a label, and the figure of each year."""
    return [(label, [year.count(name) for year in years]) for name, label in labels().items()]


def as_csv(years: list[Year]) -> str:
    """Return a line per year. All cells are numbers or our own words."""
    names = labels()
    rows: list[list[Any]] = [[year.year, *(year.count(name) for name in names)] for year in years]
    return spreadsheet([[_("År"), *names.values()], *rows])
