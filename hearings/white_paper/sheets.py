"""A white paper as sheets: Excel with points, responses and counts, and the responses as CSV.

What people wrote is text in every cell, never a formula or a link (OWASP, CSV Injection).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.clock import local_date
from core.formulas import harmless
from core.text import xml_text
from hearings.white_paper import counting, parts, tables
from hearings.white_paper.writing import text_of, title_of

Tell = Callable[[int], None]
Cell = str | int | date | None
# Excel holds 32,767 letters in a cell (Excel specifications and limits), and counts those beyond
# U+FFFF, such as emoji, as two.
MOST_LETTERS = 32_000
_WIDTHS = {"points": (24, 8, 60, 40, 60, 20, 40, 30), "responses": (8, 18, 30, 16, 16, 20, 12)}


# --- Excel ------------------------------------------------------------------------------------
def write_xlsx(content: parts.Content, target: Path, tell: Tell) -> None:
    """Write the workbook row by row; `tell` hears how many responses are written so far."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(target), options) as book:
        _set_properties(book, content)
        _sheet(book, _("Pointer"), point_headers(), point_rows(content), _WIDTHS["points"])
        _sheet(
            book,
            _("Svar"),
            response_headers(),
            response_rows(content, tell),
            _WIDTHS["responses"],
        )
        _sheet(book, _("Antal"), count_headers(), count_rows(content), (30, 30))


def _set_properties(book: xlsxwriter.Workbook, content: parts.Content) -> None:
    moment = (content.approved_at or timezone.now()).astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {
            "title": xml_text(title_of(content))[:255],
            "author": xml_text(settings.AUTHORITY_NAME)[:255],
            "subject": xml_text(content.facts.case_number)[:255],
            "created": moment,
        }
    )


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    headers: tuple[str, ...],
    rows: Iterable[tuple[Cell, ...]],
    widths: tuple[int, ...],
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"})
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _write_row(sheet, 0, headers, bold, day)
    for number, cells in enumerate(rows, start=1):
        _write_row(sheet, number, cells, plain, day)


def _write_row(
    sheet: Worksheet, number: int, row: tuple[Cell, ...], plain: Format, day: Format
) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_datetime(number, column, value, day)
        elif isinstance(value, int):
            sheet.write_number(number, column, value, plain)
        elif value:
            sheet.write_string(number, column, cut(xml_text(value)), plain)


def cut(text: str) -> str:
    """Return a text that a cell of Excel holds; what is left out is said."""
    counted = text.encode("utf-16-le")
    if len(counted) <= 2 * MOST_LETTERS:
        return text
    kept = counted[: 2 * MOST_LETTERS].decode("utf-16-le", "ignore")
    return kept + _(" … [forkortet: hele teksten står i hvidbogen]")


# --- CSV --------------------------------------------------------------------------------------
def write_csv(content: parts.Content, target: Path, tell: Tell) -> None:
    """Write the responses as Danish Excel reads them: UTF-8 with its mark, semicolons."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(response_headers())
        for row in response_rows(content, tell):
            writer.writerow([_told(value) for value in row])


def _told(value: Cell) -> str | int:
    if isinstance(value, date):
        return value.isoformat()
    return harmless(xml_text(value)) if isinstance(value, str) else "" if value is None else value


# --- Rows -------------------------------------------------------------------------------------
def point_headers() -> tuple[str, ...]:
    return (
        _("Tema"),
        _("Pointe nr."),
        _("Pointe"),
        _("Det siger svarene"),
        _("Forvaltningens bemærkning"),
        _("Udfald"),
        _("Ændring"),
        _("Hvor den ses"),
        _("Antal svar"),
        _("Svar, der er offentliggjort"),
    )


def point_rows(content: parts.Content) -> Iterator[tuple[Cell, ...]]:
    for theme in content.themes:
        for point in theme.points:
            answer = point.answer
            yield (
                theme.title,
                point.number,
                point.title,
                answer.summary if answer else "",
                answer.remark if answer else "",
                answer.outcome_label if answer else "",
                answer.change if answer else "",
                answer.change_place if answer else "",
                point.count,
                tables.joined(point.numbers),
            )


def response_headers() -> tuple[str, ...]:
    return (
        _("Svar nr."),
        _("Tilstand"),
        _("Navn"),
        _("Afsender"),
        _("Kom ind som"),
        _("Bydel"),
        _("Modtaget"),
        _("Efter fristen"),
        _("Temaer"),
        _("Pointer"),
        _("Tekst"),
        _("Bilag"),
    )


def response_rows(content: parts.Content, tell: Tell) -> Iterator[tuple[Cell, ...]]:
    """Return a row for each number; of one that is hidden number and themes alone."""
    for done, entry in enumerate(content.appendix(), start=1):
        line = entry.line
        tell(done)
        yield (
            line.number,
            line.state_label,
            line.name,
            line.sender_label,
            line.channel_label,
            line.area,
            local_date(line.received_at) if line.received_at else None,
            _("ja") if line.is_late else "",
            tables.themes_of(line),
            ", ".join(f"P{number}" for number in line.points),
            text_of(entry),
            ", ".join(entry.files),
        )


def count_headers() -> tuple[str, ...]:
    return (_("Opdelt efter"), _("Gruppe"), *counting.headers())


def count_rows(content: parts.Content) -> Iterator[tuple[Cell, ...]]:
    counts = content.counts
    for name, rows in (
        (_("Afsender"), counts.by_sender),
        (_("Kom ind som"), counts.by_channel),
        (_("I alt"), (counts.total,)),
    ):
        for row in rows:
            yield (name, row.label, *counting.cells(row))
