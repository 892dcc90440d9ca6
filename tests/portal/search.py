"""The search as the tests ask it: refresh the index, then look at what is found."""

from django.utils import timezone

from portal.models import SearchEntry
from portal.search import beliefs, index
from portal.search.asking import question_of
from portal.search.finding import find
from portal.search.lookup import Filters
from portal.search.page import shown_title


def refresh(**options) -> index.Refresh:
    run = index.refresh(at=options.pop("at", timezone.now()), **options)
    assert run is not None
    return run


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
