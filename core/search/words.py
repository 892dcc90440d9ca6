"""From a text to the stems by which it is found; the same for every database. No Django in here.

"Herstedøster", "herstedoster" and "HERSTEDOESTER" meet, "Århus" and "Aarhus", "skole" and
"skolerne". The letters are folded before the ending is cut, so that both spellings lose the
same ending.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

MAX_LENGTH = 40  # of a word: what is longer is no word that somebody types
PREFIX_FROM = 3  # letters: "by" shall not find "bygning"
# A number with points is one word: plan 9.9 is not plan 9.
_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+")
_SEPARATORS = re.compile(r"[.,/]")
_NO_LETTER = re.compile(r"[^\w]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "đ": "d", "ð": "d", "ł": "l", "ı": "i"})
_DIGRAPHS = re.compile(r"aa|ae|oe")
# Folded. Kept in the index, left out of a question that has other words.
_SMALL = """
ad af al alle alt at blev blive bliver da de dem den denne der deres det dette dig din disse
dit du efter eller en er et for fra ham han hans har have hende hendes her hos hun hvad hvem
hvis hvor hvordan hvornar i ikke ind jeg jer jo kan kun man mange med meget men mig min mine
mit mod nar ned noget nogle nu og ogsa om op os over pa sa sadan selv sig sin sine sit skal
skulle som til ud under var vi vil ville vor vore vores
"""
STOP_WORDS = frozenset(_SMALL.split())
# One stemmer holds the word it works on: each thread has its own.
_LOCAL = threading.local()


def fold(word: str) -> str:
    """Return a word in small plain letters: å, aa -> a; ø, oe -> o; æ, ae -> a; é -> e."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    plain = _DIGRAPHS.sub(lambda pair: pair[0][0], plain.translate(_LETTERS))
    return _NO_LETTER.sub("", plain)


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """Return the stem of one word as it stands in a text; "" when nothing of it is a letter."""
    if "0" <= word[0] <= "9":
        number = unicodedata.normalize("NFKC", word[:MAX_LENGTH])
        return _NO_LETTER.sub("", _SEPARATORS.sub("_", number))[:MAX_LENGTH]
    folded = fold(word[:MAX_LENGTH])[:MAX_LENGTH]
    if not folded:
        return ""
    if not hasattr(_LOCAL, "danish"):
        _LOCAL.danish = stemmer("danish")
    return str(_LOCAL.danish.stemWord(folded)) or folded


def words_of(text: str) -> Iterator[str]:
    """Return the words of a text as they stand there."""
    return (match[0] for match in _WORD.finditer(text))


def stems_of(*texts: str) -> list[str]:
    """Return the different stems of texts in the order of their first use."""
    stems = (stem_of(word) for text in texts for word in words_of(text))
    return [stem for stem in dict.fromkeys(stems) if stem]


@dataclass(frozen=True)
class Term:
    """A word that somebody looks for: as typed, its stem, and whether its beginning is enough."""

    word: str
    stem: str
    is_beginning: bool

    def fits(self, stem: str) -> bool:
        return stem == self.stem or (self.is_beginning and stem.startswith(self.stem))


def term_of(word: str, *, exact: bool = False) -> Term:
    stem = stem_of(word)
    is_number = stem[:1].isdecimal()
    return Term(word, stem, not (exact or is_number) and len(stem) >= PREFIX_FROM)


def terms_of(text: str, most: int) -> list[Term]:
    """Return what a question asks for, without the small words unless there are no others."""
    by_stem = {stem_of(word): word for word in reversed(list(words_of(text)))}
    asked = [word for stem, word in reversed(by_stem.items()) if stem]
    telling = [word for word in asked if fold(word) not in STOP_WORDS]
    return [term_of(word) for word in (telling or asked)[:most]]
