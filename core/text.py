"""Cleaning of what people write: same look, no invisible parts. No Django in here."""

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
# Joiners make emoji and Persian words; anywhere else they only hide something.
_JOINER_IN_PLACE = re.compile(r"(?<=[^\x00-\u024f\s])[\u200c\u200d](?=[^\x00-\u024f\s])")
_KEPT = "\n\t"
# Letters to Unicode, and yet nothing to see.
_FILLERS = "\u034f\u115f\u1160\u3164\uffa0"
_FILLER = re.compile(f"[{_FILLERS}]")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_invisible(letter: str) -> bool:
    """Tell zero-width, bidirectional and other format characters, and filler letters."""
    return unicodedata.category(letter) == "Cf" or letter in _FILLERS


def _is_stripped(letter: str) -> bool:
    return is_invisible(letter) or unicodedata.category(letter) in ("Cc", "Cs")


def clean_text(text: str) -> str:
    """Clean running text: NFC, LF as line break, no control or invisible characters, trimmed."""
    text = _LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    # Nearly every text: nothing to look for letter by letter.
    if text.replace("\n", "").replace("\t", "").isprintable() and not _FILLER.search(text):
        return text.strip()
    kept_joiners = {match.start() for match in _JOINER_IN_PLACE.finditer(text)}
    letters = (
        letter
        for position, letter in enumerate(text)
        if letter in _KEPT or position in kept_joiners or not _is_stripped(letter)
    )
    return "".join(letters).strip()


def normalise_line(text: str) -> str:
    """Clean a one-line text such as a name: NFKC, no line breaks, single spaces, trimmed."""
    text = unicodedata.normalize("NFKC", text)
    visible = (letter for letter in text if letter.isspace() or not _is_stripped(letter))
    return _SPACES.sub(" ", "".join(visible)).strip()


def xml_text(text: str) -> str:
    """Leave out what XML 1.0 cannot carry, not even escaped: NUL, U+0001, U+FFFE, surrogates."""
    return _NOT_IN_XML.sub("", text)


def has_invisible(text: str) -> bool:
    """Tell whether something in the text cannot be seen, so that it may look like another."""
    return any(is_invisible(letter) for letter in text)


_LOOKALIKES = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "0": "o", "1": "i", "|": "i", "5": "s"}
)


def name_key(text: str) -> str:
    """Return what makes two names the same: NFKC, no invisible characters, no case."""
    return unicodedata.normalize("NFKC", normalise_line(text).casefold())


def skeleton(text: str) -> str:
    """Return what a hurried eye sees: letters only, without case, accents and lookalikes."""
    plain = unicodedata.normalize("NFKD", name_key(text)).translate(_LOOKALIKES)
    return "".join(letter for letter in plain if letter.isalnum())
