"""Atom of the whole portal: what happened, newest first, the same until something happens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

from core.text import clean_text, xml_text

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MAX_ENTRIES = 100
MAX_EXCERPT = 600
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `first_at` is when it was told first, if it was told again."""

    key: str
    at: datetime
    title: str
    text: str
    path: str
    first_at: datetime | None = None


class SteadyAtom(Atom1Feed):
    """Atom that says the same until something happens."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _BEGINNING


def write_feed(
    entries: Iterable[Entry], *, key: str, title: str, subtitle: str, path: str, link: str
) -> str:
    """Return the newest entries as Atom. `path` is the feed's own address, `link` the page's."""
    feed = SteadyAtom(
        title=f"{_clean(title)} – {settings.SITE_NAME}",
        link=f"{settings.SITE_URL}{link}",
        description=None,
        subtitle=subtitle,
        language=get_language(),
        author_name=settings.AUTHORITY_NAME,
        feed_url=f"{settings.SITE_URL}{path}",
        feed_guid=tag_uri(key),
    )
    newest = sorted(entries, key=lambda entry: (entry.at, entry.key), reverse=True)
    for entry in newest[:MAX_ENTRIES]:
        feed.add_item(
            title=_clean(entry.title),
            link=f"{settings.SITE_URL}{entry.path}",
            # Django writes summaries as HTML; ours are words that people typed.
            description=escape(_clean(entry.text)),
            pubdate=entry.first_at or entry.at,
            updateddate=entry.at,
            unique_id=tag_uri(entry.key),
        )
    return feed.writeString("utf-8")


def tag_uri(key: str) -> str:
    """Name a thing for ever (RFC 4151), whatever the addresses become."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{key}"


def _clean(text: str) -> str:
    return xml_text(clean_text(text))
