"""A password that people guess is refused, however long and varied it looks."""

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What Danish breach lists are full of: a word, a year, a few signs.
_WORDS = """
forår forar foraar sommer efterår efterar efteraar vinter spring summer autumn winter
januar februar marts april maj juni juli august september oktober november december
january february march may june july october mandag tirsdag onsdag torsdag fredag lørdag
lordag loerdag søndag sondag soendag monday tuesday wednesday thursday friday saturday
sunday kodeord adgangskode password passord login velkommen welcome hemmelig hemmeligt
secret danmark denmark københavn kobenhavn koebenhavn copenhagen jul juleaften påske paske
kommune kommunen rådhus raadhus borger borgerservice bruger admin administrator test
qwerty asdfgh zxcvbn qazwsx abcdef letmein iloveyou hejmeddig hejsa fodbold brøndby brondby
fck mormor farmor skat skatter solskin sommerfugl ferie hund kat prinsesse superman dragon
"""
WORDS = frozenset(_WORDS.split())
_ROWS = ("abcdefghijklmnopqrstuvwxyzæøå", "qwertyuiopå", "asdfghjklæø", "zxcvbnm", "01234567890")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a"})
# Different letters and digits that must be left when what can be guessed is taken away.
UNGUESSED = 5
# Nobody guesses this many signs, whatever they are.
LONG_ENOUGH = 40


class GuessableWordValidator:
    """Refuse passwords made of guessable words, years, rows of keys, repetition and signs."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) >= LONG_ENOUGH:
            return
        folded = unicodedata.normalize("NFKC", password).casefold()
        words = sorted({*WORDS, *_local_words(), *_words_of(user)}, key=len, reverse=True)
        if min(_unguessed(folded, words), _unguessed(_without_leet(folded), words)) < UNGUESSED:
            raise ValidationError(
                _(
                    "Adgangskoden er let at gætte: den består mest af kendte ord, årstal eller "
                    "gentagelser. Brug fx fire tilfældige ord efter hinanden."
                ),
                code="guessable",
            )

    def get_help_text(self) -> str:
        return _("Brug ikke kendte ord med et årstal, fx årstider, måneder eller byens navn.")


def _local_words() -> set[str]:
    names = f"{settings.CITY_NAME} {settings.SITE_NAME} {settings.AUTHORITY_NAME}"
    return {word for word in names.casefold().split() if len(word) >= 4}


def _words_of(user: Any) -> set[str]:
    texts = (getattr(user, field, "") or "" for field in ("email", "public_name", "full_name"))
    return {part for text in texts for part in re.split(r"\W+", text.casefold()) if len(part) >= 4}


def _without_leet(text: str) -> str:
    """Read S0mm3r as sommer, but leave a year at the end as it is."""
    head = text.rstrip("0123456789!?.,-_*#&%+ ")
    return head.translate(_LEET) + text[len(head) :]


def _unguessed(text: str, words: list[str]) -> int:
    """Count the different letters and digits that are left after what can be guessed is gone."""
    for word in words:
        text = text.replace(word, " ")
    text = re.sub(r"(19|20)\d\d", " ", text)
    text = _without_rows(text)
    text = re.sub(r"(.{1,6}?)\1+", r"\1", text)
    return len({sign for sign in text if sign.isalnum() or unicodedata.category(sign) == "So"})


def _without_rows(text: str) -> str:
    """Remove runs of four and more neighbours on the keyboard or in the alphabet."""
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for size in range(len(row), 3, -1):
            for start in range(len(row) - size + 1):
                text = text.replace(row[start : start + size], " ")
    return text
