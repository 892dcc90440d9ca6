"""The hearings that search engines may know: those that run or ran to their end."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from core.clock import start_of_day
from core.sitemaps import SitemapRow, Source
from hearings.models import Hearing, HearingTranslation, WhitePaper

LISTS = ("list", "said_and_done", "figures")


def sources(at: datetime) -> list[Source]:
    """Return the list of hearings, each of them, translations, white papers; none taken back."""
    known = Hearing.objects.running() | Hearing.objects.decided()
    columns = (
        "title", "status", "published_at", "opens_at", "closes_at", "decided_on",
        "white_paper_published_at",
    )  # fmt: skip

    def row_of(hearing: Hearing) -> SitemapRow:
        return SitemapRow(hearing.get_absolute_url(), _changed(hearing, at))

    translations = HearingTranslation.objects.filter(hearing__in=known.values("pk"))

    def translated(row: HearingTranslation) -> SitemapRow:
        return SitemapRow(row.get_absolute_url(), row.translated_at, in_every_language=False)

    papers = WhitePaper.objects.published().filter(hearing__in=known.values("pk"))

    def answered(row: WhitePaper) -> SitemapRow:
        return SitemapRow(row.get_absolute_url(), row.published_at)

    return [
        Source("hearings-list", [reverse(f"hearings:{name}") for name in LISTS]),
        Source("hearings", known.only(*columns).order_by("pk"), row_of),
        Source(
            "hearings-translations",
            translations.select_related("hearing").order_by("pk"),
            translated,
        ),
        Source(
            "hearings-white-papers",
            papers.select_related("hearing").defer("content").order_by("pk"),
            answered,
        ),
    ]


def sitemap_rows(at: datetime) -> Iterator[SitemapRow]:
    """Return every address with the moment at which the page last changed."""
    for source in sources(at):
        yield from source.every_row()


def _changed(hearing: Hearing, at: datetime) -> datetime | None:
    """Return the last of the steps that the page draws."""
    decided_at = start_of_day(hearing.decided_on) if hearing.decided_on else None
    steps = (
        hearing.published_at,
        hearing.opens_at,
        hearing.closes_at,
        hearing.white_paper_published_at,
        decided_at,
    )
    return max((step for step in steps if step and step <= at), default=None)
