"""Our own words around a text in another language: they stand in that language, too.

(Branch hearing brings core/translated_words.py with the first three; those of a right stay.)
"""

from dataclasses import dataclass

from core.languages import direction_of

FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """`language` is the words' own, which is English where nobody has translated them."""

    language: str
    read_danish: str
    translated: str
    outdated: str
    what: str
    for_whom: str
    how: str
    deadline: str
    legal_basis: str
    contact: str

    @property
    def direction(self) -> str:
        return direction_of(self.language)


_ALL = (
    Words(
        language="en",
        read_danish="Read in Danish",
        translated="This is a translation. The Danish text decides.",
        outdated="The Danish text has changed since this was translated. The Danish text decides.",
        what="What",
        for_whom="For whom",
        how="How to do it",
        deadline="Deadline",
        legal_basis="The law (in Danish)",
        contact="Contact (in Danish)",
    ),
    Words(
        language="tr",
        read_danish="Danca okuyun",
        translated="Bu bir çeviridir. Danca metin esas alınır.",
        outdated="Danca metin bu çeviriden sonra değişti. Danca metin esas alınır.",
        what="Ne",
        for_whom="Kimler için",
        how="Nasıl yapılır",
        deadline="Son tarih",
        legal_basis="Yasa (Danca)",
        contact="İletişim (Danca)",
    ),
    Words(
        language="ar",
        read_danish="اقرأ النص بالدنماركية",
        translated="هذه ترجمة. النص الدنماركي هو المعتمد.",
        outdated="تغيّر النص الدنماركي بعد هذه الترجمة. النص الدنماركي هو المعتمد.",
        what="ماذا",
        for_whom="لمن",
        how="كيف تفعل ذلك",
        deadline="الموعد الأخير",
        legal_basis="القانون (بالدنماركية)",
        contact="للتواصل (بالدنماركية)",
    ),
)
WORDS = {words.language: words for words in _ALL}


def words_in(language: str) -> Words:
    """Return the words in a language, in its main form (de for de-at), else in English."""
    return WORDS.get(language) or WORDS.get(language.partition("-")[0]) or WORDS[FALLBACK]
