"""The counts of a white paper, drawn and in tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearings.white_paper import parts
from hearings.white_paper.blocks import Bars, Block, Paragraph, Table


def blocks_of(counts: parts.Counts) -> Iterator[Block]:
    yield Paragraph(told(counts.total))
    for caption, first, rows in (
        (_("Svar efter afsender"), _("Afsender"), counts.by_sender),
        (_("Svar efter vej"), _("Kom ind som"), counts.by_channel),
    ):
        if rows:
            yield _bars(caption, rows)
            yield Table(
                caption,
                (first, *headers()),
                (4, 2, 2, 2, 2, 3, 3),
                tuple((row.label, *map(str, cells(row))) for row in (*rows, counts.total)),
                numeric=(1, 2, 3, 4, 5, 6),
            )


def _bars(caption: str, rows: tuple[parts.CountRow, ...]) -> Bars:
    words = ", ".join(f"{row.label} {row.received}" for row in rows)
    return Bars(caption, tuple((row.label, row.received) for row in rows), f"{caption}: {words}.")


def headers() -> tuple[str, ...]:
    return (
        _("I alt"),
        _("Til tiden"),
        _("For sent"),
        _("Trukket tilbage"),
        _("Offentliggjort"),
        _("Ikke offentliggjort"),
    )


def cells(row: parts.CountRow) -> tuple[int, ...]:
    """Return the counts of a row in the order of `headers`."""
    return (
        row.received, row.in_time, row.late, row.withdrawn, row.published, row.not_published,
    )  # fmt: skip


def told(total: parts.CountRow) -> str:
    """Return the counts as people say them."""
    if not total.received:
        return _("Der er ikke kommet svar ind.")
    came = ngettext("%(n)d svar er kommet ind.", "%(n)d svar er kommet ind.", total.received)
    became = _(
        "%(in_time)d kom til tiden, %(late)d efter fristen, og %(withdrawn)d er trukket tilbage. "
        "%(published)d er offentliggjort, %(not_published)d er det ikke."
    )
    return f"{came % {'n': total.received}} {became % asdict(total)}"
