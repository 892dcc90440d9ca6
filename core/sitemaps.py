"""The addresses that search engines may know: each app names its own, `portal` writes them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import escape

from core.structured_data import absolute, moment
from core.text import xml_text

CONTENT_TYPE = "application/xml; charset=utf-8"
# What one file holds at most; the protocol allows ten times as much.
MAX_ADDRESSES = 5_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class SitemapRow(NamedTuple):
    """A page: its Danish path, and when it last said something else, if that is known."""

    path: str
    lastmod: datetime | None = None
    # A text in a third language has one address; everything else stands in every language.
    in_every_language: bool = True


@dataclass(frozen=True)
class Source:
    """Pages of one kind, in an order that lasts, and how to read one of them."""

    name: str
    rows: QuerySet[Any] | Sequence[str]
    row_of: Callable[[Any], SitemapRow] = SitemapRow

    def count(self) -> int:
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    def read(self, start: int, stop: int) -> list[Any]:
        return list(self.rows[start:stop])

    def every_row(self) -> Iterator[SitemapRow]:
        rows = self.rows.iterator(2_000) if isinstance(self.rows, QuerySet) else self.rows
        return map(self.row_of, rows)


def rows_per_file() -> int:
    return MAX_ADDRESSES // len(settings.LANGUAGES)


def write_addresses(rows: Iterable[SitemapRow]) -> str:
    """Return a sitemap: each page in each language, with the others beside it."""
    lines = [line for row in rows for line in _entries(row)]
    return "\n".join([f"{_HEAD}<urlset {_SPACE} {_XHTML}>", *lines, "</urlset>", ""])


def write_index(paths: Iterable[str]) -> str:
    """Return the sitemap of sitemaps."""
    lines = [f"<sitemap><loc>{_xml(absolute(path))}</loc></sitemap>" for path in paths]
    return "\n".join([f"{_HEAD}<sitemapindex {_SPACE}>", *lines, "</sitemapindex>", ""])


def _entries(row: SitemapRow) -> Iterator[str]:
    changed = f"<lastmod>{moment(row.lastmod)}</lastmod>" if row.lastmod else ""
    if not row.in_every_language:
        yield f"<url><loc>{_xml(absolute(row.path))}</loc>{changed}</url>"
        return
    addresses = {code: _xml(absolute(_in(code, row.path))) for code, _name in settings.LANGUAGES}
    named = {**addresses, "x-default": addresses[settings.LANGUAGE_CODE]}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
        for code, address in named.items()
    )
    for address in addresses.values():
        yield f"<url><loc>{address}</loc>{changed}{links}</url>"


def _in(language: str, path: str) -> str:
    """Return a path in a language: they differ by what stands before them (i18n_patterns)."""
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def _xml(text: str) -> str:
    return escape(xml_text(text))
