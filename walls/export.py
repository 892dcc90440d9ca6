"""A wall as a sheet and as a picture: what people wrote is text in both, nothing acts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.formulas import harmless
from core.text import xml_text
from walls.models import Note, Wall
from walls.showing import Column, ShownWall

# The picture, in units of its own: a card, the space between, the letters of a line.
CARD, GAP, MARGIN = 240, 16, 40
LETTERS, LINE, FOOT = 24, 22, 34
HEADING, TOP = 40, 150
MOST_ROWS_WIDE = 8


def rows_of(wall: Wall, notes: list[Note]) -> Iterator[list[str | int]]:
    """Return the sheet: its headings, then a row for each note."""
    yield [
        _("Nummer"), _("Kolonne"), _("Gruppe"), _("Slags"), _("Seddel"), _("Skrevet af"),
        _("Prikker"), _("Over stregen"), _("Hvad blev der af den"), _("Begrundelse"),
    ]  # fmt: skip
    for note in notes:
        above = wall.line_at is not None and note.dot_count >= wall.line_at
        yield [
            note.number,
            note.column.title,
            note.heading.title if note.heading else "",
            str(Note.Kind(note.kind).label),
            note.text,
            note.author_name,
            note.dot_count,
            _("ja") if above else _("nej"),
            note.get_fate_display(),  # type: ignore[attr-defined]
            note.fate_reason,
        ]


def sheet_of(wall: Wall, notes: list[Note]) -> str:
    """Return the notes as Danish Excel reads them: UTF-8 with its mark, semicolons."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows_of(wall, notes):
        writer.writerow([cell if isinstance(cell, int) else _cell(cell) for cell in row])
    return f"\ufeff{written.getvalue()}"


def _cell(text: str) -> str:
    return harmless(xml_text(text))


# --- The picture ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Card:
    """A note, or a heading (without one), where it is drawn."""

    x: int
    y: int
    height: int
    lines: list[str]
    note: Note | None = None
    foot: str = ""
    is_above: bool = False


@dataclass
class Drawing:
    """A whole wall drawn; `titles` are those of the columns with where each begins."""

    width: int
    height: int
    titles: list[tuple[int, str]] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


def drawing_of(shown: ShownWall) -> Drawing:
    """Place all notes: each column gets so many rows of cards beside each other that it is read."""
    columns = [(part, _entries(shown, part)) for part in shown.columns]
    for wide in range(1, MOST_ROWS_WIDE + 1):
        drawing = _placed(columns, wide)
        if drawing.height <= 1.2 * drawing.width:
            break
    return drawing


def _placed(columns: list[tuple[Column, list[Card]]], wide: int) -> Drawing:
    drawing, x, deepest = Drawing(0, 0), MARGIN, TOP
    for part, entries in columns:
        drawing.titles.append((x, _broken(part.column.title, LETTERS)[0]))
        room = sum(card.height + GAP for card in entries) / wide
        y, start = TOP, x
        for card in entries:
            if y > TOP and y - TOP + card.height / 2 > room and x < start + (wide - 1) * _step():
                x, y = x + _step(), TOP
            place = {"x": x, "y": y, "height": card.height, "lines": card.lines}
            drawing.cards.append(
                Card(**place, note=card.note, foot=card.foot, is_above=card.is_above)  # type: ignore[arg-type]
            )
            y += card.height + GAP
            deepest = max(deepest, y)
        x = start + wide * _step() + GAP
    drawing.width, drawing.height = max(x - GAP, 700) + MARGIN - GAP, deepest + MARGIN
    return drawing


def _step() -> int:
    return CARD + GAP


def _entries(shown: ShownWall, part: Column) -> list[Card]:
    """Return what a column holds from above: first what is over the line, then its groups."""
    entries = [
        _card(item.note, is_above=True)
        for item in shown.above
        if item.note.column_id == part.column.pk
    ]
    for group in part.groups:
        if group.heading and group.notes:
            entries.append(Card(0, 0, HEADING, _broken(group.heading.title, LETTERS)[:1]))
        entries += [_card(item.note) for item in group.notes]
    return entries


def _card(note: Note, *, is_above: bool = False) -> Card:
    lines = _broken(note.text, LETTERS)
    dots = _("%(n)d prikker") % {"n": note.dot_count} if note.dot_count else ""
    foot = " · ".join(filter(None, [str(Note.Kind(note.kind).label), dots]))
    return Card(0, 0, LINE * len(lines) + FOOT + 16, lines, note, foot, is_above)


def _broken(text: str, letters: int) -> list[str]:
    """Return a text in lines of so many letters at most; a longer word is broken."""
    lines, line = [], ""
    for word in xml_text(text).split():
        while len(word) > letters:
            if line:
                lines.append(line)
                line = ""
            lines.append(word[:letters])
            word = word[letters:]
        if line and len(line) + 1 + len(word) > letters:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line or not lines else lines
