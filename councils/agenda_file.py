"""Items of an agenda as a CSV file: read row by row, each with what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from core.cpr import find_cpr
from core.text import clean_text, normalise_line

MAX_BYTES = 256 * 1024
MAX_ROWS = 200
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_URL = 200, 2000, 200
# The heading of each column, as people write it.
COLUMNS = {
    "titel": "title",
    "resumé": "summary",
    "resume": "summary",
    "link": "url",
    "åbent": "is_open",
    "aabent": "is_open",
}
YES = {"", "ja", "j", "åbent", "aabent", "åben", "1", "x"}
NO = {"nej", "n", "lukket", "0"}
_is_url = URLValidator(schemes=["http", "https"])


class UnreadableFile(ValueError):
    """The whole file cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class FileRow:
    """One item of the file; `line` is the number that a spreadsheet shows beside it."""

    line: int
    title: str = ""
    summary: str = ""
    url: str = ""
    is_open: bool = True
    errors: list[str] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "summary": self.summary,
            "url": self.url,
            "is_open": self.is_open,
        }


def read_items(content: bytes) -> list[FileRow]:
    """Return the rows of a file in UTF-8 or Windows-1252, parted by semicolons or commas.

    Raises:
        UnreadableFile: it is no such file, or too long.
    """
    lines = _cells(_text_of(content))
    columns = _columns(next(lines, (1, []))[1])
    rows = [_row(line, columns, cells) for line, cells in lines if any(map(str.strip, cells))]
    if not rows:
        raise UnreadableFile(_("Der er ingen punkter i filen under overskrifterne."))
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(
            _("Der er %(count)d punkter i filen. Højst %(limit)d ad gangen.")
            % {"count": len(rows), "limit": MAX_ROWS}
        )
    return rows


def _text_of(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("Filen er for stor. Den må højst fylde 256 kB."))
    if b"\0" in content:
        raise UnreadableFile(_("Det er ikke en CSV-fil. Gem arket som CSV, og prøv igen."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("Filens bogstaver kan ikke læses. Gem den som CSV UTF-8."))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row ends, and its cells."""
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UnreadableFile(
            _("Linje %(line)d kan ikke læses. Se efter anførselstegn, der mangler.")
            % {"line": reader.line_num}
        ) from error


def _columns(headings: list[str]) -> list[str]:
    names = [COLUMNS.get(heading.strip().casefold(), "") for heading in headings]
    if "title" not in names:
        raise UnreadableFile(
            _("Den første linje skal have overskrifterne titel;resumé;link;åbent. Titel mangler.")
        )
    unknown = [heading for heading, name in zip(headings, names, strict=True) if not name]
    if any(heading.strip() for heading in unknown):
        raise UnreadableFile(
            _("Kolonnen »%(name)s« kender vi ikke. Brug titel, resumé, link og åbent.")
            % {"name": next(filter(str.strip, unknown)).strip()[:40]}
        )
    known = [name for name in names if name]
    if len(set(known)) != len(known):
        raise UnreadableFile(_("En kolonne står der to gange."))
    return names


def _row(line: int, columns: list[str], cells: list[str]) -> FileRow:
    found = dict.fromkeys(("title", "summary", "url", "is_open"), "")
    found |= {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    errors = []
    if any(cell.strip() for cell in cells[len(columns) :]):
        errors.append(_("Der er flere felter end overskrifter. Mangler der anførselstegn?"))
    title, url = normalise_line(found["title"]), found["url"].strip()
    summary, answer = clean_text(found["summary"]), found["is_open"].strip().casefold()
    is_open = answer not in NO
    if answer not in YES | NO:
        errors.append(_("Skriv ja eller nej under »åbent«."))
    errors += _errors_of(title, summary, url, is_open=is_open)
    return FileRow(line, title, summary, url, is_open, errors)


def _errors_of(title: str, summary: str, url: str, *, is_open: bool) -> Iterator[str]:
    if not title:
        yield _("Titlen mangler.")
    if len(title) > LONGEST_TITLE:
        yield _("Titlen er for lang: højst 200 tegn.")
    if len(summary) > LONGEST_SUMMARY:
        yield _("Resuméet er for langt: højst 2000 tegn.")
    if url and not _is_address(url):
        yield _("Linket er ikke en adresse. Det skal begynde med https://")
    if not is_open and (summary or url):
        yield _("Et lukket punkt har kun en offentlig titel: lad resumé og link være tomme.")
    if any(find_cpr(words) for words in (title, summary, url)):
        yield _("Der står noget, der ligner et CPR-nummer.")


def _is_address(url: str) -> bool:
    try:
        _is_url(url)
    except ValidationError:
        return False
    return len(url) <= LONGEST_URL
