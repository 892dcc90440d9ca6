"""What a field may hold, said in Danish."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.cpr import CprHit, find_cpr
from core.names import is_reserved
from core.text import has_invisible

# Scripts that one name may well mix.
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK"}
_STACKED_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3,}")


def validate_no_cpr(value: str) -> None:
    """Refuse CPR numbers, and say in which lines they stand without repeating them."""
    hits = find_cpr(value)
    if not hits:
        return
    message = ngettext(
        "Der står noget, der ligner et cpr-nummer: %(found)s. Fjern det, før du går videre. "
        "Cpr-numre må ikke komme ud på nettet.",
        "Der står noget, der ligner cpr-numre: %(found)s. Fjern dem, før du går videre. "
        "Cpr-numre må ikke komme ud på nettet.",
        len(hits),
    )
    raise ValidationError(message % {"found": where(hits)}, code="cpr")


def where(hits: Iterable[CprHit]) -> str:
    """Return in which lines the first five numbers stand, without repeating them."""
    return ", ".join(
        _("linje %(line)s (%(masked)s)") % {"line": hit.line, "masked": hit.masked}
        for hit in islice(hits, 5)
    )


def validate_person_name(value: str) -> None:
    """Refuse names that are made to look like somebody else's."""
    if has_invisible(value):
        raise ValidationError(_("Navnet indeholder usynlige tegn. Skriv det igen."), "invisible")
    if not any(letter.isalpha() for letter in value):
        raise ValidationError(_("Skriv et navn med bogstaver."), "no_letters")
    if len(scripts_of(value)) > 1:
        raise ValidationError(
            _("Navnet blander bogstaver fra flere alfabeter. Skriv det med ét alfabet."), "mixed"
        )
    if _STACKED_MARKS.search(unicodedata.normalize("NFD", value)):
        raise ValidationError(_("Navnet har for mange tegn oven på hinanden."), "marks")
    if is_reserved(value):
        raise ValidationError(
            _("Det navn er forbeholdt kommunen og portalen. Vælg et andet."), "reserved"
        )


def scripts_of(text: str) -> set[str]:
    """Return the scripts (LATIN, CYRILLIC, …) that the letters of a text belong to."""
    scripts = set()
    for letter in text:
        if unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo"):
            script = unicodedata.name(letter, "UNKNOWN").split()[0]
            scripts.add(_TOGETHER.get(script, script))
    return scripts
