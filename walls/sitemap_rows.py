"""The walls that search engines may know: all that everybody sees."""

from datetime import datetime

from core.sitemaps import SitemapRow, Source
from walls.models import Wall


def sources(_at: datetime) -> list[Source]:
    known = Wall.objects.visible_to(None).only("title", "created_at", "concluded_at").order_by("pk")

    def row_of(wall: Wall) -> SitemapRow:
        return SitemapRow(wall.get_absolute_url(), wall.concluded_at or wall.created_at)

    return [Source("walls", known, row_of)]
