"""What this app gives to the search, from each part."""

from core.search import SearchSource
from projects import search_rows_problems


def search_sources() -> list[SearchSource]:
    return [*search_rows_problems.search_sources()]
