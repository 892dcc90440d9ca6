"""The sitemap of the whole portal: one file, or an index of files when there is much."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from core.sitemaps import SitemapRow, Source, rows_per_file, write_addresses, write_index
from hearings import sitemap_rows as hearing_rows
from information import sitemap_rows as information_rows

FIXED = (
    "front", "way_innovation", "seminars", "calendar", "help", "privacy", "accessibility",
)  # fmt: skip


def sources(at: datetime) -> list[Source]:
    """Return the pages of all apps, those that belong to no single subject first."""
    own = Source("portal", [reverse(f"portal:{name}") for name in FIXED])
    return [own, *hearing_rows.sources(at), *information_rows.sources(at)]


def sitemap(at: datetime) -> str:
    """Return all addresses, or the index of the parts when they are too many for one file."""
    rows: list[SitemapRow] = []
    named: list[str] = []
    known = sources(at)
    for position, source in enumerate(known):
        found = source.part(0, rows_per_file() - len(rows) + 1)
        rows += found
        if len(rows) > rows_per_file():
            # Those before this one need no counting: each of them fits one part.
            return write_index([*named, *_parts(known[position:])])
        named += [_path(source, 1)] if found else []
    return write_addresses(rows)


def sitemap_part(name: str, number: int, at: datetime) -> str | None:
    """Return one part of the index, None if there is none."""
    found = next((source for source in sources(at) if source.name == name), None)
    if found is None or number < 1:
        return None
    start = (number - 1) * rows_per_file()
    rows = found.part(start, start + rows_per_file())
    return write_addresses(rows) if rows else None


def _parts(known: list[Source]) -> Iterator[str]:
    for source in known:
        parts = -(-source.count() // rows_per_file())
        yield from (_path(source, number) for number in range(1, parts + 1))


def _path(source: Source, number: int) -> str:
    return reverse("sitemap_part", args=[source.name, number])
