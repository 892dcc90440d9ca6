"""Which letters the fonts of the PDF can draw: what none can is named, never silently lost.

PDF/UA-1 (ISO 14289-1:2014, 7.21.8) forbids the glyph that stands for a missing one.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
MISSING = "\N{REPLACEMENT CHARACTER}"
# Runs that no line can hold are given places to break; they take no room.
_LONG_RUN = re.compile(r"[^\s\u200b]{41,}")
_BREAK_EVERY = 20
_PLATFORMS = {(3, 10), (3, 1), (0, 3), (0, 4), (0, 6)}


def drawable(text: str) -> str:
    """Return the text with the sign of replacement for each letter that no font has."""
    return _undrawable().sub(MISSING, text)


def breakable(text: str) -> str:
    """Return the text with zero-width spaces in runs that no line could hold."""
    return _LONG_RUN.sub(_with_breaks, text)


def _with_breaks(match: re.Match[str]) -> str:
    run = match[0]
    pieces = (run[at : at + _BREAK_EVERY] for at in range(0, len(run), _BREAK_EVERY))
    return "\u200b".join(pieces)


@cache
def _undrawable() -> re.Pattern[str]:
    letters = {ord(MISSING)}
    for path in sorted(FONTS.glob("*-Regular.ttf")):
        letters |= set(letters_of(path.read_bytes()))
    letters |= {ord("\n"), ord("\t")}
    return re.compile(f"[^{_ranges(letters)}]")


def _ranges(letters: set[int]) -> str:
    """Return a character class of the letters."""
    told, ordered = [], sorted(letters)
    first = last = ordered[0]
    for letter in [*ordered[1:], 0]:
        if letter == last + 1:
            last = letter
            continue
        told.append(f"\\U{first:08x}-\\U{last:08x}")
        first = last = letter
    return "".join(told)


def letters_of(font: bytes) -> Iterator[int]:
    """Read the `cmap` table of a TrueType font, formats 4 and 12 (OpenType 1.9, `cmap`)."""
    table = _table(font, b"cmap")
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if (platform, encoding) in _PLATFORMS:
            yield from _subtable(table[offset:])


def _table(font: bytes, wanted: bytes) -> bytes:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _sum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == wanted:
            return font[offset : offset + length]
    raise ValueError(f"the font has no table {wanted!r}")


def _subtable(table: bytes) -> Iterator[int]:
    form = struct.unpack_from(">H", table)[0]
    if form == 12:
        for number in range(struct.unpack_from(">I", table, 12)[0]):
            first, last, _glyph = struct.unpack_from(">III", table, 16 + 12 * number)
            yield from range(first, last + 1)
    elif form == 4:
        count = struct.unpack_from(">H", table, 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", table, 14)
        starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
        for start, end in zip(starts, ends, strict=True):
            yield from (letter for letter in range(start, end + 1) if letter != 0xFFFF)
