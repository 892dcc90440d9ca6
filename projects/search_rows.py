"""What this app gives to the search, from each part."""

from core.search import SearchSource
from projects import search_rows_problems, search_rows_projects


def search_sources() -> list[SearchSource]:
    return [*search_rows_problems.search_sources(), *search_rows_projects.search_sources()]
