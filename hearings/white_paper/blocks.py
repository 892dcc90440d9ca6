"""A document in pieces: what the PDF and the Word file are both written from, one by one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3. `is_listed` puts it into the table of contents."""

    level: int
    text: str
    is_listed: bool = True


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break in it is one on paper. `language` is a code like "da"."""

    text: str
    is_note: bool = False
    language: str = "da"


@dataclass(frozen=True)
class Facts:
    """Labels, each with its lines."""

    caption: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Table:
    """A table with a header row. A cell is text whose lines are paragraphs.

    `widths` are the shares of the columns; `numeric` the columns that are set to the right.
    """

    caption: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bars:
    """Drawn bars for counts; `alternative` says the same in words."""

    caption: str
    rows: tuple[tuple[str, int], ...]
    alternative: str


Block = Heading | Paragraph | Facts | Table | Bars
