"""Telephone numbers and mail addresses in a text that everybody will read."""

from __future__ import annotations

import hashlib
import re

from comments.words import addresses_in
from core.text import name_key

# Looked for from the beginning of a word alone: from each letter a long one would take a second.
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(snabel-?a\))\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
# Eight digits as Danes write them, together, in pairs or in fours, with or without +45; and
# numbers of other countries that begin with +. The same sign stands between all pairs, so that
# a date is no number.
_PHONE = re.compile(
    r"(?<![\d.,/-])(?:(?:\+|00)45[ ]?)?"
    r"(?:\d{2}([ .]?)\d{2}\1\d{2}\1\d{2}|\d{4}[ ]\d{4})(?![\d-])(?![.,/]\d)"
    r"|(?<!\d)\+(?!45)\d{1,3}(?:[ -]?\d){6,12}(?!\d)"
)


def contacts_in(text: str) -> list[str]:
    """Return the telephone numbers and mail addresses in a text, each once, as they stand there.

    Digits inside the address of a link are no telephone number.
    """
    for address in addresses_in(text):
        text = text.replace(address, " ")
    found = [match[0].strip() for pattern in (_MAIL, _PHONE) for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))


def seal_of(contacts: list[str]) -> str:
    """Return what a form sends back to say: these I have seen, show them all the same."""
    told = "\n".join(sorted(name_key(contact) for contact in contacts))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
