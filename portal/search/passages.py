"""Where the words stand: a short passage of a text, with the words that were looked for marked.

Only the first places are looked at, by one expression over the text as it stands: a document of
200,000 letters costs no more than its first hits.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from core.search.words import Term, stem_of

Parts = list[tuple[str, bool]]  # (text, whether it is marked)
LENGTH = 260
BEFORE = 60
_MOST_HITS = 60
_MOST_MARKED = 400  # letters of a title or passage are few; a limit all the same
_ELLIPSIS = "…"
# How each folded letter may be written.
_WRITTEN = {
    "a": "(?:a[ae]|[aåäæáàâãāăą])",
    "c": "[cçćč]",
    "d": "[dđð]",
    "e": "[eéèêëēėę]",
    "i": "[iíìîïīı]",
    "l": "[lł]",
    "n": "[nñńň]",
    "o": "(?:oe|[oøöóòôõōő])",
    "s": "[sśšşș]",
    "u": "[uúùûüūůű]",
    "y": "[yýÿ]",
    "z": "[zźżž]",
    "_": "[.,/]",
}


def pattern_of(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """Return what finds the words in a text as it was written; None when there are none."""
    return _pattern_of(tuple(terms)) if terms else None


@lru_cache(maxsize=200)  # asked three times for each hit of a page
def _pattern_of(terms: tuple[Term, ...]) -> re.Pattern[str]:
    words = [
        "".join(_WRITTEN.get(letter, re.escape(letter)) for letter in term.stem) for term in terms
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})[^\W_]*", re.IGNORECASE)


def marked(text: str, terms: Sequence[Term]) -> Parts:
    """Return a whole text, such as a title, in parts."""
    pattern = pattern_of(terms)
    if pattern is None:
        return [(text, False)]
    parts: Parts = []
    position = 0
    for match in islice(pattern.finditer(text), _MOST_MARKED):
        if _fits(match[0], terms):
            parts += [(text[position : match.start()], False), (match[0], True)]
            position = match.end()
    parts.append((text[position:], False))
    return [(part, is_marked) for part, is_marked in parts if part]


def passage(text: str, terms: Sequence[Term], length: int = LENGTH) -> Parts:
    """Return the passage with the most of the words, or the beginning of the text."""
    start = _best_start(text, terms)
    begin = _word_start(text, max(start - BEFORE, 0)) if start > BEFORE else 0
    end = begin + length
    cut = " ".join(text[begin:end].rsplit(None, 1)[0].split()) if end < len(text) else text[begin:]
    cut = " ".join(cut.split())
    parts = marked(cut, terms)
    if begin:
        parts.insert(0, (f"{_ELLIPSIS} ", False))
    if end < len(text):
        parts.append((f" {_ELLIPSIS}", False))
    return parts


def spelling_of(text: str, term: Term) -> str:
    """Return a word as this text spells it, "" when it does not stand there."""
    pattern = pattern_of([term])
    found = islice(pattern.finditer(text), _MOST_HITS) if pattern else ()
    return next((match[0] for match in found if term.fits(stem_of(match[0]))), "")


def _fits(word: str, terms: Sequence[Term]) -> bool:
    stem = stem_of(word)
    return any(term.fits(stem) for term in terms)


def _best_start(text: str, terms: Sequence[Term]) -> int:
    pattern = pattern_of(terms)
    if pattern is None:
        return 0
    hits = [
        (match.start(), stem_of(match[0]))
        for match in islice(pattern.finditer(text), _MOST_HITS)
        if _fits(match[0], terms)
    ]
    best, most = 0, 0
    for number, (start, _stem) in enumerate(hits):
        window = {
            term.stem
            for position, stem in hits[number:]
            if position < start + LENGTH - BEFORE - 20
            for term in terms
            if term.fits(stem)
        }
        if len(window) > most:
            best, most = start, len(window)
    return best


def _word_start(text: str, position: int) -> int:
    """Return the next place at which a word begins."""
    while position < len(text) and not text[position].isspace():
        position += 1
    while position < len(text) and text[position].isspace():
        position += 1
    return position
