"""Which columns the address of an admin's list may ask about."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.http import HttpRequest

# No year, month, day or key of ours is longer; Django stumbles over a year of eighteen digits.
MAX_DIGITS = 9


class ListedLookups(ModelAdmin):
    """A list is filtered by the filters beside it and by nothing else.

    Django lets the address ask about every column of the table, also about those that no page
    shows: `?password__startswith=a` answers letter by letter what a secret is.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        names = tuple(self._filtered_by(request))
        is_listed = lookup in names or lookup.startswith(tuple(f"{name}__" for name in names))
        is_too_long = value.isdecimal() and len(value) > MAX_DIGITS
        return is_listed and not is_too_long and super().lookup_allowed(lookup, value, request)

    def _filtered_by(self, request: HttpRequest) -> Iterator[str]:
        for entry in self.get_list_filter(request):
            chosen: Any = entry[0] if isinstance(entry, tuple | list) else entry
            is_class = isinstance(chosen, type) and issubclass(chosen, SimpleListFilter)
            yield str(chosen.parameter_name if is_class else chosen)
        if self.date_hierarchy:
            yield self.date_hierarchy
