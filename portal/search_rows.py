"""What the portal itself gives to the search: its fixed pages."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from core.search import Hit, SearchRow, SearchSource
from information.search_rows import LONG_AGO, PAGE
from portal.fixed_pages import TITLES
from portal.models import FixedPage


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="fixed_page",
            kind=PAGE,
            public=public_fixed_pages,
            rows=fixed_page_rows,
            columns=("title", "text"),
            told=told_of_fixed_page,
            titled=title_of_fixed_page,
        )
    ]


def public_fixed_pages(_at: datetime) -> QuerySet[FixedPage]:
    """All that this release has: a row that an older one left is found no more."""
    return FixedPage.objects.filter(name__in=TITLES)


def fixed_page_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    return [
        SearchRow(
            subject=page.pk,
            title=page.title,
            text=page.text,
            keywords=_in_english(page),
            path=reverse(f"portal:{page.name}"),
            at=LONG_AGO,
            state=page.name,
        )
        for page in public_fixed_pages(at).filter(pk__in=keys)
    ]


def _in_english(page: FixedPage) -> str:
    """Return the title as the frame has it under /en/: that is the word typed there."""
    with override("en"):
        return str(TITLES[page.name])


def told_of_fixed_page(_hit: Hit, _at: datetime) -> str:
    return ""


def title_of_fixed_page(hit: Hit) -> str:
    return str(TITLES[hit.state])
