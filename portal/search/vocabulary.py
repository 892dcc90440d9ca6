"""The words of the index and in how many entries each stands; gone when it stands in none."""

from collections import Counter
from collections.abc import Iterator

from django.db import connection

from core.search.words import fold, stem_of, words_of
from portal.models import SearchWord
from portal.search.columns import cut_to_columns

SHORTEST = 4
LONGEST = SearchWord._meta.get_field("word").max_length or 0
_AT_ONCE = 500
_ADD = """
    INSERT INTO portal_searchword (word, folded, stem, length, entries) VALUES {rows}
    ON CONFLICT (word) DO UPDATE SET entries = portal_searchword.entries + excluded.entries
"""


def words_in(*texts: str) -> set[str]:
    """Return the words that a typing error may mean: no numbers, nothing short."""
    words = (word for text in texts for word in words_of(text) if word.isalpha())
    # Measured as it is kept: "ß" is two letters then.
    return {word for word in map(str.casefold, words) if SHORTEST <= len(word) <= LONGEST}


def count_words(changes: Counter[str]) -> None:
    """Add to the counts, or take from them; the caller holds the lock on the index."""
    told = sorted((word, change) for word, change in changes.items() if change)
    with connection.cursor() as cursor:
        for start in range(0, len(told), _AT_ONCE):
            part = told[start : start + _AT_ONCE]
            rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
            # Only our own placeholders are put into the statement.
            cursor.execute(_ADD.format(rows=rows), list(_values(part)))
    SearchWord.objects.filter(entries__lte=0).delete()


def _values(part: list[tuple[str, int]]) -> Iterator[str | int]:
    for word, change in part:
        row = SearchWord(word=word, folded=fold(word), stem=stem_of(word))
        cut_to_columns(row)
        yield from (row.word, row.folded, row.stem, len(row.folded), change)
