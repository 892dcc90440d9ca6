"""The search as the tests ask it: refresh the index, then look at what is found."""

from functools import cache
from unittest.mock import patch

from django.utils import timezone

from portal.models import SearchEntry
from portal.search import beliefs, index
from portal.search.asking import question_of
from portal.search.finding import find
from portal.search.lookup import Filters
from portal.search.page import shown_title
from portal.search.sources import sources
from tests.reference import with_rows


def refresh(**options) -> index.Refresh:
    """Bring the index up to date; of the sources that have no row and no entry nothing is asked.

    A test has rows of a few of them, and to ask all takes longer than all the rest of it.
    """
    at = options.pop("at", timezone.now())
    with patch.object(index, "sources", _sources_to_ask(index.sources)):
        run = index.refresh(at=at, **options)
    assert run is not None
    return run


def _sources_to_ask(usual):
    """Return what takes the place of `portal.search.sources.sources` for one run."""
    if usual is not sources:
        return usual  # a test's own
    filled = set(with_rows(set(_tables().values())))
    known = set(SearchEntry.objects.values_list("source", flat=True))
    asked = {
        name: source
        for name, source in sources().items()
        if name in known or _tables()[name] in filled
    }
    return lambda: asked


@cache
def _tables() -> dict[str, str]:
    """Return the table of each source."""
    now = timezone.now()
    return {name: source.public(now).model._meta.db_table for name, source in sources().items()}


def titles(words: str, *, at=None, **filters) -> list[str]:
    """Return the titles found, in order."""
    found = find(question_of(words), at=at or timezone.now())
    keys = found.keys(Filters(**filters), 0, 100)
    named = SearchEntry.objects.in_bulk(keys)
    return [shown_title(named[key])[0] for key in keys]


def indexed() -> set[str]:
    return set(SearchEntry.objects.values_list("title", flat=True))


def believed(*, at=None) -> set[str]:
    """Return the sources of which a question now believes the index, whatever the subject."""
    found = find(question_of(""), at=at or timezone.now()).seen.believed
    return set(beliefs.untouched(found))


def count() -> int:
    """Return how much there is to be found."""
    return find(question_of(""), at=timezone.now()).count(Filters())
