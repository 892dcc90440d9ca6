"""The sitemap of the whole portal: one file, or an index of files when there is much."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from core.sitemaps import Source, rows_per_file, write_addresses, write_index
from councils import sitemap_rows as council_rows
from events import sitemap_rows as event_rows
from hearings import sitemap_rows as hearing_rows
from information import sitemap_rows as information_rows
from projects import sitemap_rows as project_rows
from seminars import sitemap_rows as seminar_rows
from walls import sitemap_rows as wall_rows

FIXED = (
    "front", "calendar", "help", "privacy", "accessibility",
)  # fmt: skip


def sources(at: datetime) -> list[Source]:
    """Return the pages of all apps, those that belong to no single subject first."""
    own = Source("portal", [reverse(f"portal:{name}") for name in FIXED])
    return [
        own,
        *hearing_rows.sources(at),
        *council_rows.sources(at),
        *event_rows.sources(at),
        *wall_rows.sources(at),
        *information_rows.sources(at),
        *project_rows.sources(at),
        *seminar_rows.sources(at),
    ]


def sitemap(at: datetime) -> str:
    """Return all addresses, or the index of the parts when they are too many for one file."""
    room = rows_per_file()
    read: list[tuple[Source, list[Any]]] = []
    known = sources(at)
    for position, source in enumerate(known):
        rows = source.read(0, room + 1)
        if len(rows) > room:
            # Those before this one need no counting: each of them fits one part.
            first_parts = [_path(before, 1) for before, found in read if found]
            return write_index([*first_parts, *_parts(known[position:])])
        read.append((source, rows))
        room -= len(rows)
    return write_addresses(source.row_of(row) for source, rows in read for row in rows)


def sitemap_part(name: str, number: int, at: datetime) -> str | None:
    """Return one part of the index, None if there is none."""
    found = next((source for source in sources(at) if source.name == name), None)
    if found is None or number < 1:
        return None
    start = (number - 1) * rows_per_file()
    rows = found.read(start, start + rows_per_file())
    return write_addresses(map(found.row_of, rows)) if rows else None


def _parts(known: list[Source]) -> Iterator[str]:
    for source in known:
        parts = -(-source.count() // rows_per_file())
        yield from (_path(source, number) for number in range(1, parts + 1))


def _path(source: Source, number: int) -> str:
    return reverse("sitemap_part", args=[source.name, number])
