"""The pages, news, plans, rights, guides and films that are public at the moment."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from core.sitemaps import SitemapRow, Source
from information.models import (
    Guide,
    News,
    Page,
    PageTranslation,
    PageVersion,
    Plan,
    Publication,
    Right,
    RightTranslation,
    Video,
)

FIXED = ("front", "news_list", "plans", "rights", "guides", "glossary", "videos")
_MOMENTS = ("public_from", "changed_at")


def sources(at: datetime) -> list[Source]:
    """Return the lists, each text, and each text in a third language."""
    rights = Right.objects.public(at)
    return [
        Source("information", [reverse(f"information:{name}") for name in FIXED]),
        Source("pages", _pages(at), _page),
        Source("news", _texts(News.objects.public(at), "title"), _text),
        Source("plans", _texts(Plan.objects.public(at), "title"), _text),
        Source("rights", _texts(rights, "title"), _text),
        Source("guides", _texts(Guide.objects.public(at), "slug"), _text),
        Source("videos", _texts(Video.objects.public(at), "title"), _text),
        Source("page-translations", _page_translations(at), _page_translation),
        Source("right-translations", _right_translations(at), _right_translation),
    ]


def sitemap_rows(at: datetime) -> Iterator[SitemapRow]:
    """Return every address with the moment at which the page last changed."""
    for source in sources(at):
        yield from source.every_row()


def _texts(public, *columns: str):
    return public.only(*columns, *_MOMENTS).order_by("pk")


def _text(text: Publication) -> SitemapRow:
    path: str = text.get_absolute_url()  # type: ignore[attr-defined]
    return SitemapRow(path, max(text.changed_at, text.public_from or text.changed_at))


def _pages(at: datetime):
    said = PageVersion.objects.public_of(OuterRef("pk"), at).values("public_from")
    return Page.objects.public(at).annotate(said_at=Subquery(said[:1])).order_by("pk")


def _page(page: Page) -> SitemapRow:
    return SitemapRow(page.get_absolute_url(), page.said_at)  # type: ignore[attr-defined]


def _page_translations(at: datetime):
    public = PageTranslation.objects.filter(page__in=Page.objects.public(at).order_by())
    return public.select_related("page").defer("body").order_by("pk")


def _page_translation(translation: PageTranslation) -> SitemapRow:
    args = [translation.page.path, translation.language]
    path = reverse("information:page_translation", args=args)
    return SitemapRow(path, translation.translated_at, in_every_language=False)


def _right_translations(at: datetime):
    public = RightTranslation.objects.filter(right__in=Right.objects.public(at).order_by())
    return public.select_related("right").order_by("pk")


def _right_translation(translation: RightTranslation) -> SitemapRow:
    right = translation.right
    path = reverse(
        "information:right_translation", args=[right.pk, right.slug, translation.language]
    )
    return SitemapRow(path, translation.translated_at, in_every_language=False)
