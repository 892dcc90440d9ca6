"""A page with everything around it: its family in the tree, its languages, its contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.urls import reverse, translate_url
from django.utils.translation import override

from comments.showing import section_of
from core.languages import ORIGINAL, name_of
from information.models import OldAddress, Page, PageTranslation, PageVersion
from information.structured_data import of_page
from information.texts import changed_on, text_of

if TYPE_CHECKING:
    from accounts.models import User


FIRST = "en"
MOST_NEAR = 200


@dataclass
class Family:
    """The pages near a page that this person may read, each with `title` and `lead`."""

    ancestors: list[Any] = field(default_factory=list)
    siblings: list[Any] = field(default_factory=list)
    children: list[Any] = field(default_factory=list)


def page_at(path: str, *, at: datetime, person: User | None) -> Page | None:
    """Return the page that stands at an address, with `next_change` (when it says more)."""
    coming = PageVersion.objects.filter(page=OuterRef("pk"), public_from__gt=at)
    pages = Page.objects.visible_to(person, at).select_related("department", "thread")
    found: Page | None = (
        pages.annotate(
            next_change=Subquery(coming.order_by("public_from").values("public_from")[:1])
        )
        .filter(path=path)
        .first()
    )
    return found


def moved_page(path: str, *, at: datetime, person: User | None) -> Page | None:
    """Return the page that stood at an address once, if it can be read where it stands now."""
    pages = Page.objects.visible_to(person, at)
    return pages.filter(pk__in=OldAddress.objects.filter(path=path).values("page")).first()


def page_context(
    page: Page, version: PageVersion, *, at: datetime, person: User | None
) -> dict[str, Any]:
    """Return what the page's template wants; the administration's preview shows the same."""
    languages = languages_of(page)
    return {
        "page": page,
        "version": version,
        "text": text_of(version.body, at=at),
        "languages": languages,
        "alternates": alternates_of(languages),
        "structured": of_page(page, version, at),
        "changed_on": changed_on(version.created_at, version.public_from),
        "conversation": section_of(page.thread, page, at=at),
        **_surroundings(page, version, at=at, person=person),
    }


def translation_context(
    translation: PageTranslation, version: PageVersion, *, at: datetime, person: User | None
) -> dict[str, Any]:
    """Return what the template of a page in another language wants."""
    page = translation.page
    languages = languages_of(page)
    return {
        "page": page,
        "version": version,
        "translation": translation,
        "is_outdated": translation.is_outdated(version.translated_texts()),
        "languages": languages,
        "alternates": alternates_of(languages),
        "original_path": page.get_absolute_url(),
        "canonical_path": canonical_path("page_translation", page.path, translation.language),
        **_surroundings(page, version, at=at, person=person),
    }


def languages_of(page: Page) -> list[dict[str, str]]:
    """Return the languages in which a page can be read, beside Danish."""
    codes = page.translations.values_list("language", flat=True)
    return language_links(codes, "page_translation", page.path)


def language_links(codes: Iterable[str], name: str, *args: Any) -> list[dict[str, str]]:
    """Return links to a text in these languages, the one that most newcomers share first."""
    links = [
        {
            "code": code,
            "name": name_of(code),
            "url": reverse(f"information:{name}", args=[*args, code]),
        }
        for code in codes
    ]
    return sorted(links, key=lambda link: (link["code"] != FIRST, link["name"]))


def canonical_path(name: str, *args: Any) -> str:
    """Return the one address of a translation: the one in the Danish frame."""
    with override(ORIGINAL):
        return reverse(f"information:{name}", args=args)


def alternates_of(links: Iterable[dict[str, str]]) -> list[tuple[str, str]]:
    """Return (language, path) of the translations that the portal itself does not speak."""
    own = dict(settings.LANGUAGES)
    return [
        (link["code"], translate_url(link["url"], ORIGINAL))
        for link in links
        if link["code"] not in own
    ]


def _surroundings(
    page: Page, version: PageVersion, *, at: datetime, person: User | None
) -> dict[str, Any]:
    family = family_of(page, at=at, person=person)
    before, after = _neighbours(page, family.siblings)
    return {
        "ancestors": family.ancestors,
        "children": family.children,
        "menu": menu_of(page, version, family),
        "previous": before,
        "next": after,
    }


def family_of(page: Page, *, at: datetime, person: User | None) -> Family:
    """Return the pages above, beside and below, with one question."""
    parts = page.path.split("/")
    above = {"/".join(parts[:count]) for count in range(1, len(parts))}
    near = Q(parent=page.parent_id) if page.parent_id else Q(parent__isnull=True)
    wanted = near | Q(parent=page.pk) | Q(path__in=above)
    family = Family()
    pages = Page.objects.visible_to(person, at).filter(wanted).with_public_text(at)
    first = Case(When(path__in=above, then=0), default=1)
    for row in pages.order_by(first, "position", "path")[:MOST_NEAR]:
        if row.path in above:
            family.ancestors.append(row)
        if row.parent_id == page.pk:
            family.children.append(row)
        elif row.parent_id == page.parent_id:
            family.siblings.append(row)
    family.ancestors.sort(key=lambda row: len(row.path))
    return family


def menu_of(page: Page, version: PageVersion, family: Family) -> list[dict[str, Any]]:
    """Return the pages beside this one, for the menu at its side; a single one needs none."""
    rows = [
        {
            "title": version.title if row.pk == page.pk else row.title,
            "url": row.get_absolute_url(),
            "is_here": row.pk == page.pk,
        }
        for row in family.siblings
    ]
    return rows if len(rows) > 1 else []


def _neighbours(page: Page, siblings: Iterable[Any]) -> tuple[Any, Any]:
    """Return the pages before and after this one, among those beside it."""
    rows = list(siblings)
    places = [number for number, row in enumerate(rows) if row.pk == page.pk]
    if not places:
        return None, None
    here = places[0]
    before = rows[here - 1] if here else None
    return before, rows[here + 1] if here + 1 < len(rows) else None
