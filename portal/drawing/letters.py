"""Words in the portal's own type: measured, broken into lines, set letter by letter if need be.

The fonts are the ones that the pages use. What neither of them can show is left out: a picture
with a gap is better than one with boxes.
"""

from functools import cache, lru_cache
from itertools import groupby
from typing import Literal

from django.contrib.staticfiles import finders
from PIL import ImageDraw, ImageFont

from core.text import normalise_line

Weight = Literal["Regular", "SemiBold", "Bold"]
SETS = ("Latin1", "Latin2")
FOLDER = "vendor/dkfds-11.2.0/fonts"
# More letters than four lines can hold; whatever was typed, the work ends here.
MAX_LETTERS = 300
ELLIPSIS = "…"
_PROBE = 32
_NOWHERE = "\uffff"


@cache
def font(weight: Weight, part: str, size: int) -> ImageFont.FreeTypeFont:
    path = finders.find(f"{FOLDER}/IBMPlexSans-{weight}-{part}.woff2")
    if not isinstance(path, str):
        raise FileNotFoundError(f"{FOLDER} lacks IBM Plex Sans {weight} {part}.")
    # Not raqm: the basic layout gives the same result on every machine.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def part_with(letter: str, weight: Weight) -> str:
    """Return which part of the font shows a letter, "" if neither does."""
    if letter == " ":
        return SETS[0]
    for part in SETS:
        probe = font(weight, part, _PROBE)
        shown, box = probe.getmask(letter), probe.getmask(_NOWHERE)
        if shown.size[0] and (shown.size, bytes(shown)) != (box.size, bytes(box)):
            return part
    return ""


def shown(text: str, weight: Weight) -> str:
    """Return what can be shown of a text, on one line and no longer than makes sense."""
    line = normalise_line(text[: MAX_LETTERS * 4])
    kept = "".join(letter for letter in line if part_with(letter, weight))
    return " ".join(kept.split())[:MAX_LETTERS]


@lru_cache(maxsize=8192)
def _advance(letter: str, weight: Weight, size: int) -> float:
    return font(weight, part_with(letter, weight), size).getlength(letter)


def width_of(text: str, weight: Weight, size: int) -> float:
    return sum(_advance(letter, weight, size) for letter in text)


def clipped(text: str, weight: Weight, size: int, room: float) -> str:
    """Return a line that fits the room, with an ellipsis if something had to go."""
    if width_of(text, weight, size) <= room:
        return text
    while text and width_of(text + ELLIPSIS, weight, size) > room:
        text = text[:-1]
    return text.rstrip(" ,.:;–-") + ELLIPSIS


def broken(text: str, weight: Weight, size: int, room: float) -> list[str]:
    """Return a text in lines; a word that is longer than a line is broken, too."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if width_of(longer, weight, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, weight, size, room)
        lines += whole
    return [*lines, line] if line else lines


def _pieces(word: str, weight: Weight, size: int, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, weight, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def set_line(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    *,
    weight: Weight,
    size: int,
    colour: str,
) -> None:
    """Write a line with its baseline at a point, each run of letters in the part that has it."""
    left, baseline = at
    for part, run in groupby(text, key=lambda letter: part_with(letter, weight)):
        letters = "".join(run)
        face = font(weight, part, size)
        draw.text((left, baseline), letters, font=face, fill=colour, anchor="ls")
        left += face.getlength(letters)
