"""Finding CPR numbers in what people write. No Django in here: the file probe uses it too.

Ten digits DDMMYY-SSSS with a possible date. Never modulus 11: since 2007 the CPR office issues
numbers that do not fulfil it.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from core.text import is_invisible

_DASHES = "-\u2212\u02d7\u2043\u2796\u00b7\u30fc_/~"
# "0101901234", "010190-1234", "010190 1234", "010190 - 1234", and dates with points before a
# dash: "01.01.90-1234", and one digit at a time, as forms with boxes give them. Digits left or
# right of it make another number.
_CPR = re.compile(
    r"""
    (?<!\d)
    (?: (?P<date>\d{6}) (?: [ ]{0,3} | \s{0,3}-{1,2}\s{0,3} )
      | (?P<parts>\d{2}[. ]\d{2}[. ]\d{2}) [ ]?-[ ]? )
    (?P<serial>\d{4})
    (?!\d)
  | (?<!\d)(?<!\d\s)
    (?P<boxes>\d(?:\s\d){5}) (?:\s?-\s?|\s) \d(?:\s\d){3}
    (?!\s?\d)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class CprHit:
    """Where a number stands in the original text; `masked` may be shown to the writer."""

    start: int
    end: int
    line: int
    masked: str


def find_cpr(text: str) -> list[CprHit]:
    """Find every CPR number, also with other dashes, full-width digits or invisible parts."""
    plain, positions = (text, range(len(text))) if text.isascii() else _plain(text)
    hits = []
    for match in _CPR.finditer(plain):
        digits = re.sub(r"\D", "", match["date"] or match["parts"] or match["boxes"])
        if not is_possible_date(digits):
            continue
        start, end = positions[match.start()], positions[match.end() - 1] + 1
        line = text.count("\n", 0, start) + 1
        hits.append(CprHit(start, end, line, f"{digits[:2]}••••-••••"))
    return hits


def mask_cpr(text: str) -> str:
    """Replace every CPR number by its masked form, for logs and notes."""
    for hit in reversed(find_cpr(text)):
        text = text[: hit.start] + hit.masked + text[hit.end :]
    return text


def is_possible_date(digits: str) -> bool:
    """Tell whether DDMMYY is a day in any century (29 February 2000 was one)."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1]


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return the text as the eye reads it, and for each letter its place in the original."""
    letters: list[str] = []
    positions: list[int] = []
    for position, letter in enumerate(text):
        for plain in _plain_letter(letter):
            letters.append(plain)
            positions.append(position)
    return "".join(letters), positions


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if is_invisible(letter) or unicodedata.category(letter) in ("Mn", "Me"):
        return ""
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(letter) == "Pd" or letter in _DASHES:
        return "-"
    return " " if unicodedata.category(letter) == "Zs" else letter
