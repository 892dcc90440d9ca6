"""Captions as WebVTT: read strictly, so that what is wrong is told to who writes them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

_MOMENT = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}((?:[ \t]+\w+:\S+)*)[ \t]*", re.ASCII)
_OTHER_BLOCKS = ("STYLE", "REGION")
Block = list[tuple[int, str]]


def clean_webvtt(text: str) -> str:
    """Return the text with plain ends of lines, without a byte order mark."""
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").strip() + "\n"


def webvtt_problem(text: str) -> str:
    """Return what is wrong with captions, with the number of the line; "" when nothing is."""
    blocks = list(_blocks(clean_webvtt(text)))
    if not blocks or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", blocks[0][0][1]):
        return _("Linje 1: Undertekster skal begynde med WEBVTT.")
    if len(blocks[0]) > 1:
        return _("Linje 2: Efter WEBVTT skal der stå en tom linje.")
    before, has_words = 0.0, False
    for block in blocks[1:]:
        number, first = block[0]
        if re.match(r"NOTE(?:[ \t]|$)", first):
            continue
        if first.split(" ")[0] in _OTHER_BLOCKS:
            return _("Linje %(number)d: %(word)s kan ikke bruges her.") % {
                "number": number,
                "word": first,
            }
        problem, before = _cue_problem(block, before)
        if problem:
            return problem
        has_words = True
    return "" if has_words else _("Der er ingen undertekster efter WEBVTT.")


def _blocks(text: str) -> Iterator[Block]:
    """Yield what stands between empty lines, each line with its number."""
    block: Block = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []


def _cue_problem(block: Block, before: float) -> tuple[str, float]:
    """Return what is wrong with one caption, and when it begins."""
    at = 0 if "-->" in block[0][1] or len(block) == 1 else 1
    number, line = block[at]
    found = _TIMING.fullmatch(line)
    if not found:
        sentence = _(
            "Linje %(number)d: Her skal stå fra og til, fx 00:01.000 --> 00:04.500. "
            "Der står: %(line)s"
        )
        return sentence % {"number": number, "line": line[:60]}, before
    begins, ends = _seconds(found.groups()[:4]), _seconds(found.groups()[4:8])
    if ends <= begins:
        sentence = _("Linje %(number)d: Underteksten slutter, før den begynder.")
        return sentence % {"number": number}, before
    if begins < before:
        sentence = _("Linje %(number)d: Underteksten begynder før den, der står over.")
        return sentence % {"number": number}, before
    if len(block) == at + 1:
        return _("Linje %(number)d: Her mangler ordene.") % {"number": number}, before
    if wrong := [number for number, line in block[at + 1 :] if "-->" in line]:
        sentence = _("Linje %(number)d: Her mangler en tom linje over tiderne.")
        return sentence % {"number": wrong[0]}, before
    return "", begins


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
