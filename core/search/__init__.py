"""Search: the words of a text, and what each app gives to be found by them."""

from core.search.rows import DOCUMENT, Hit, SearchKind, SearchRow, SearchSource
from core.search.stamps import stamps_of

__all__ = ["DOCUMENT", "Hit", "SearchKind", "SearchRow", "SearchSource", "stamps_of"]
