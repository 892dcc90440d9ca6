"""Search: the words of a text, and what each app gives to be found by them."""

from core.search.rows import DOCUMENT, Hit, SearchKind, SearchRow, SearchSource

__all__ = ["DOCUMENT", "Hit", "SearchKind", "SearchRow", "SearchSource"]
