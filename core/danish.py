"""Danish order and Danish addresses: æ, ø, å last; aa sorts as å."""

import unicodedata

_ORDER = str.maketrans({"æ": "z{a", "ä": "z{a", "ø": "z{b", "ö": "z{b", "å": "z{c"})
_ASCII = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}
)


def sort_key(text: str) -> str:
    """Return a key that puts æ, ø, å after z under plain code-point order."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return folded.translate(_ORDER)


def ascii_danish(text: str) -> str:
    """Write the Danish letters with ASCII ones, as addresses do (å -> aa)."""
    return unicodedata.normalize("NFC", text).translate(_ASCII)
