"""The list of pages as the tree that visitors walk in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import Exists, OuterRef

from information.models import Page


def in_tree_order(rows: Iterable[tuple[int, int | None, int, str]]) -> Iterator[int]:
    """Return keys so that each page is followed by those below it.

    Rows are (key, parent, position, slug); siblings stand by position, then by slug.
    """
    children: dict[int | None, list[tuple[int, str, int]]] = {}
    for pk, parent, position, slug in rows:
        children.setdefault(parent, []).append((position, slug, pk))
    waiting = sorted(children.get(None, []), reverse=True)
    while waiting:
        _position, _slug, pk = waiting.pop()
        yield pk
        waiting += sorted(children.get(pk, []), reverse=True)


class TreeChangeList(ChangeList):
    """In the order of the tree, unless somebody sorts by a column."""

    def get_results(self, request):
        super().get_results(request)
        if self.params.get(ORDER_VAR) or self.show_all:
            return
        is_found = Exists(self.queryset.order_by().filter(pk=OuterRef("pk")))
        rows = list(
            Page.objects.order_by().values_list("pk", "parent_id", "position", "slug", is_found)
        )
        found = {row[0] for row in rows if row[-1]}
        ordered = [pk for pk in in_tree_order(row[:4] for row in rows) if pk in found]
        first = (self.page_num - 1) * self.list_per_page
        shown = ordered[first : first + self.list_per_page]
        pages = self.queryset.in_bulk(shown)
        self.result_list = [pages[pk] for pk in shown]
