"""The fixed words around a right in another language, beside core.translated_words."""

from dataclasses import dataclass

from core import translated_words
from core.translated_words import FALLBACK, Words


@dataclass(frozen=True)
class RightWords:
    """The labels of a translated right that no hearing has."""

    for_whom: str
    how: str
    legal_basis: str
    contact: str


RIGHTS = {
    "en": RightWords("For whom", "How to do it", "The law (in Danish)", "Contact (in Danish)"),
    "tr": RightWords("Kimler için", "Nasıl yapılır", "Yasa (Danca)", "İletişim (Danca)"),
    "ar": RightWords("لمن", "كيف تفعل ذلك", "القانون (بالدنماركية)", "للتواصل (بالدنماركية)"),
    "ur": RightWords("کس کے لیے", "یہ کیسے کریں", "قانون (ڈینش میں)", "رابطہ (ڈینش میں)"),
    "pl": RightWords("Dla kogo", "Jak to zrobić", "Prawo (po duńsku)", "Kontakt (po duńsku)"),
    "de": RightWords("Für wen", "So geht es", "Das Gesetz (dänisch)", "Kontakt (dänisch)"),
}


def right_words_in(language: str) -> tuple[Words, RightWords]:
    """Return the labels in a language; both in English where nobody has translated them."""
    words = translated_words.words_in(language)
    return words, RIGHTS.get(words.language, RIGHTS[FALLBACK])
