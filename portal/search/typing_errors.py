"""What a word may mean that stands nowhere: the nearest word of the index."""

from collections.abc import Sequence

from django.db.models import Count, Q
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from core.search.words import Term, fold, term_of
from portal.models import SearchWord
from portal.search.vocabulary import SHORTEST

TWO_ERRORS_FROM = 7  # letters: in a short word two letters make another word
# An ending is no error: "skloe" means "skoler" where "skole" does not stand.
ENDING = 3
_LOOKED_AT = 12


def corrected(terms: Sequence[Term]) -> dict[str, Term]:
    """Return what the unknown words may mean, by the word as typed; empty when nothing is near."""
    unknown = [term for term in _unknown(terms) if len(fold(term.word)) >= SHORTEST]
    if not unknown:
        return {}
    near = Q(pk__in=[])
    for term in unknown:
        shortest = min(len(term.stem), len(fold(term.word))) - _errors(term)
        near |= Q(length__range=(shortest, len(fold(term.word)) + _errors(term) + ENDING))
    words = list(SearchWord.objects.filter(near).values_list("word", "folded", "stem", "entries"))
    found = {term.word: _nearest(term, words) for term in unknown}
    return {word: term_of(meant, exact=True) for word, meant in found.items() if meant}


def _errors(term: Term) -> int:
    return 2 if len(fold(term.word)) >= TWO_ERRORS_FROM else 1


def _unknown(terms: Sequence[Term]) -> list[Term]:
    """Ask once which of the words stand nowhere in the index."""
    counts = {
        f"word_{number}": Count("pk", filter=Q(stem__startswith=term.stem))
        for number, term in enumerate(terms)
    }
    found = SearchWord.objects.aggregate(**counts)
    return [term for name, term in zip(counts, terms, strict=True) if not found[name]]


def _nearest(term: Term, words: list[tuple[str, str, str, int]]) -> str:
    """Return the word with the fewest errors; among equals the one that stands in most places."""
    typed = fold(term.word)
    by_word = _near(typed, [folded for _word, folded, _stem, _entries in words], _errors(term))
    by_stem: dict[int, int] = {}
    if len(term.stem) >= SHORTEST:
        by_stem = _near(term.stem, [stem for _word, _folded, stem, _entries in words], 1)
    ranked = sorted(
        (
            min(by_word.get(index, ENDING), by_stem.get(index, ENDING)),
            by_word.get(index, ENDING),
            typed[:1] != words[index][1][:1],
            -words[index][3],
            words[index][0],
        )
        for index in by_word.keys() | by_stem.keys()
    )
    return ranked[0][4] if ranked else ""


def _near(typed: str, choices: list[str], errors: int) -> dict[int, int]:
    """Return the distance of the nearest choices by their place in the list."""
    found = extract(typed, choices, scorer=OSA.distance, score_cutoff=errors, limit=_LOOKED_AT)
    return {index: int(distance) for _choice, distance, index in found}
