"""The events that search engines may know: all that everybody sees, but what was cancelled."""

from datetime import datetime

from django.urls import reverse

from core.sitemaps import SitemapRow, Source
from events.models import Event


def sources(_at: datetime) -> list[Source]:
    """Return the list of events, and each of them."""
    known = Event.objects.standing().listed().visible_to(None)

    def row_of(event: Event) -> SitemapRow:
        return SitemapRow(event.get_absolute_url(), event.published_at)

    return [
        Source("events-list", [reverse("events:list")]),
        Source("events", known.only("title", "published_at").order_by("pk"), row_of),
    ]
