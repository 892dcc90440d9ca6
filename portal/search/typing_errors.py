"""What a word may mean that stands nowhere: the nearest word of the index."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from core.search.words import Term, fold, term_of
from portal.models import SearchWord
from portal.search.vocabulary import SHORTEST

TWO_ERRORS_FROM = 7  # letters: in a short word two letters make another word
_LOOKED_AT = 8


def corrected(terms: Sequence[Term]) -> dict[str, Term]:
    """Return what the unknown words may mean, by the word as typed; empty when nothing is near."""
    unknown = [term for term in _unknown(terms) if len(fold(term.word)) >= SHORTEST]
    if not unknown:
        return {}
    near = {term.word: _errors(term) for term in unknown}
    lengths = Q(pk__in=[])
    for term in unknown:
        length = len(fold(term.word))
        lengths |= Q(length__range=(length - near[term.word], length + near[term.word]))
    words = list(SearchWord.objects.filter(lengths).values_list("word", "folded", "entries"))
    found = {term.word: _nearest(fold(term.word), near[term.word], words) for term in unknown}
    return {word: term_of(meant, exact=True) for word, meant in found.items() if meant}


def _errors(term: Term) -> int:
    return 2 if len(fold(term.word)) >= TWO_ERRORS_FROM else 1


def _unknown(terms: Sequence[Term]) -> Iterable[Term]:
    """Ask once which of the words stand nowhere in the index."""
    counts = {
        f"word_{number}": Count("pk", filter=Q(stem__startswith=term.stem))
        for number, term in enumerate(terms)
    }
    found = SearchWord.objects.aggregate(**counts)
    return [term for name, term in zip(counts, terms, strict=True) if not found[name]]


def _nearest(typed: str, errors: int, words: list[tuple[str, str, int]]) -> str:
    """Return the word with the fewest errors; among equals the one that stands in most places."""
    choices = [folded for _word, folded, _entries in words]
    near = extract(typed, choices, scorer=OSA.distance, score_cutoff=errors, limit=_LOOKED_AT)
    ranked = sorted(
        (distance, typed[:1] != folded[:1], -words[index][2], words[index][0])
        for folded, distance, index in near
    )
    return ranked[0][3] if ranked else ""
