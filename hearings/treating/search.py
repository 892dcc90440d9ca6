"""Search in the responses at the desk, in what may be read there without opening the original."""

from __future__ import annotations

from django.db.models import Q

from hearings.models import Hearing, Response
from hearings.models.hearing_lists import MAX_WORDS
from hearings.models.response import ResponseQuerySet
from hearings.passages import find_words

COLUMNS = ("current_version__text", "name", "on_behalf_of")


def matching(responses: ResponseQuerySet, text: str) -> ResponseQuerySet:
    """Return those with all these words in the text or in the sender's name, or with the number."""
    words = text.split()[:MAX_WORDS]
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 10:
        return responses.filter(Q(number=int(words[0])) | _says(words[0]))
    for word in words:
        responses = responses.filter(_says(word))
    return responses


def hidden_hits(hearing: Hearing, numbers: list[int], text: str) -> set[int]:
    """Return the numbers whose response has a word only where it is masked.

    A search must not tell what stands under a mask: reading the original is written down.
    """
    masked = (
        hearing.responses.filter(current_version__redactions__isnull=False)
        .select_related("current_version")
        .prefetch_related("current_version__redactions")
        .distinct()
    )
    wanted, words = set(numbers), text.split()[:MAX_WORDS]
    return {
        response.number
        for response in masked
        if response.number in wanted and not all(_can_be_read(response, word) for word in words)
    }


def _says(word: str) -> Q:
    """Ask for a word in each case: SQLite folds the case of A-Z only."""
    said = Q()
    for spelling in sorted({word, word.lower(), word.upper(), word.capitalize()}):
        for column in COLUMNS:
            said |= Q(**{f"{column}__icontains": spelling})
    return said


def _can_be_read(response: Response, word: str) -> bool:
    names = f"{response.number} {response.name} {response.on_behalf_of}".casefold()
    version = response.current_version
    return word.casefold() in names or (version is not None and bool(find_words(version, word)))
