"""What somebody asks for: at most eight words of at most 200 characters."""

from dataclasses import dataclass, replace

from core.search.words import Term, terms_of, words_of
from core.text import normalise_line

MAX_LETTERS = 200
MAX_WORDS = 8


@dataclass(frozen=True)
class Question:
    """A search as it was understood."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    # Only the beginning was used.
    is_cut: bool = False

    @property
    def is_signs_only(self) -> bool:
        """Something was written, but nothing that a text could be found by."""
        return bool(self.text) and not self.terms

    def with_terms(self, terms: tuple[Term, ...]) -> "Question":
        return replace(self, terms=terms)

    def spelled(self, spellings: dict[str, str]) -> str:
        """Return the text with some words written otherwise; `spellings` by word as typed."""
        words = [spellings.get(word, word) for word in words_of(self.text)]
        return " ".join(words)


def question_of(text: str) -> Question:
    line = normalise_line(text)
    used = line[:MAX_LETTERS]
    terms = terms_of(used, MAX_WORDS + 1)
    is_cut = len(line) > MAX_LETTERS or len(terms) > MAX_WORDS
    return Question(used, tuple(terms[:MAX_WORDS]), is_cut)
