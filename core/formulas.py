"""Cells of a sheet that people wrote: nothing in them is taken for a formula. No Django here."""

import re

_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Spaces, and what has no width: a sheet may look behind it.
_UNSEEN = re.compile(r"^[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


def harmless(text: str) -> str:
    """Return a text that no sheet takes for a formula: an apostrophe before what begins one."""
    seen = _UNSEEN.sub("", text)
    starts = text.startswith(_STARTS_FORMULA) or seen.startswith(_STARTS_FORMULA)
    return f"'{text}" if starts else text
