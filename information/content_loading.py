"""The texts that the portal brings along: written once, then the municipality's own.

A second load creates what is missing and touches nothing else: what an editor has changed, moved
or taken down stays as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify

from city.models import Department, Topic
from core.clock import local_date
from core.danish import ascii_danish
from core.languages import digest_of
from hearings.models import HearingKind
from information.exceptions import AddressNotPossible
from information.models import GlossaryTerm, Guide, Page, Right
from information.services import pages, publications, translations

if TYPE_CHECKING:
    from accounts.models import User

CONTENT = Path(__file__).resolve().parent / "content"
# Who is responsible for a text that names no department.
DEPARTMENT = "Økonomi og Stab"
REVIEW_AFTER_DAYS = 365
RIGHTS = "rights.toml"
# In the order of Right.translated_texts().
RIGHT_TEXTS = ("title", "what", "for_whom", "how", "deadline")


class NoDepartment(Exception):
    """Somebody must be responsible for the texts, and there is no department."""


@dataclass(frozen=True)
class Maker:
    """Who makes the texts, and when."""

    by: User | None
    at: datetime

    def review_on(self, text: dict[str, Any]) -> date:
        days = text.get("review_after_days", REVIEW_AFTER_DAYS)
        return local_date(self.at) + timedelta(days=days)


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def load_content(*, by: User | None = None, at: datetime) -> int:
    """Create the texts that are missing, public at once; return how many."""
    maker = Maker(by, at)
    loads = (
        (_page, _files("pages/*.toml")),
        (_guide, read(CONTENT / "guides.toml")["guide"]),
        (_right, read(CONTENT / RIGHTS)["right"]),
        (_term, read(CONTENT / "glossary.toml")["term"]),
        (_page_translation, _translated_pages()),
        (_right_translation, _translated_rights()),
    )
    return sum(_load(texts, make, maker) for make, texts in loads)


def _load(texts: Iterable[dict[str, Any]], make: Any, maker: Maker) -> int:
    """Make each of the texts with its place in the file; return how many were missing."""
    return sum(bool(make(text, position, maker)) for position, text in enumerate(texts))


def _files(pattern: str) -> Iterator[dict[str, Any]]:
    for path in sorted(CONTENT.glob(pattern)):
        yield read(path)


def _translated_pages() -> Iterator[dict[str, Any]]:
    """Return the pages in other languages: translations/<language>/<key of the page>.toml"""
    danish = _danish_of_pages()
    for path in sorted(CONTENT.glob("translations/*/*.toml")):
        if path.name != RIGHTS:
            named = {"page": path.stem, "language": path.parent.name}
            yield {**read(path), **named, "danish": danish[path.stem]}


def _translated_rights() -> Iterator[dict[str, Any]]:
    danish = _danish_of_rights()
    for path in sorted(CONTENT.glob(f"translations/*/{RIGHTS}")):
        for row in read(path)["right"]:
            yield {**row, "language": path.parent.name, "danish": danish[row["key"]]}


def department_of(text: dict[str, Any]) -> Department:
    """Return the department that a text names, or who stands in for it.

    Raises:
        NoDepartment: there is none at all.
    """
    departments = Department.objects.filter(is_active=True)
    for name in (text.get("department"), DEPARTMENT):
        if found := departments.filter(name=name or "").first():
            return found
    first = departments.first()
    if first is None:
        raise NoDepartment
    return first


def topics_of(text: dict[str, Any]) -> Any:
    return Topic.objects.filter(name__in=text.get("topics", ()))


def _page(text: dict[str, Any], _position: int, maker: Maker) -> bool:
    if Page.objects.filter(key=text["key"]).exists():
        return False
    page = Page(
        key=text["key"],
        parent=Page.objects.filter(key=text["parent"] or None).first(),
        slug=text["slug"],
        position=text["position"],
        department=department_of(text),
        review_on=maker.review_on(text),
        created_at=maker.at,
    )
    said = {name: text[name] for name in ("title", "lead", "body")}
    try:
        with transaction.atomic():
            pages.create_page(page, **said, by=maker.by, at=maker.at)
    except AddressNotPossible:  # the municipality has written a page there itself
        return False
    page.topics.set(topics_of(text))
    version = page.newest_version()
    if version:
        pages.publish_version(version, by=maker.by, at=maker.at)
    return True


def _guide(text: dict[str, Any], position: int, maker: Maker) -> bool:
    if Guide.objects.filter(slug=text["slug"]).exists():
        return False
    names = ("slug", "question", "title", "lead", "body", "shows")
    guide = Guide(
        **{name: text[name] for name in names},
        position=position,
        department=department_of(text),
        review_on=maker.review_on(text),
    )
    publications.create(guide, by=maker.by, at=maker.at)
    guide.topics.set(topics_of(text))
    guide.hearing_kinds.set(HearingKind.objects.filter(code__in=text["hearing_kinds"]))
    publications.publish(guide, by=maker.by, at=maker.at)
    return True


def _right(text: dict[str, Any], _position: int, maker: Maker) -> bool:
    if Right.objects.filter(key=text["key"]).exists():
        return False
    names = (
        "key", "kind", "title", "what", "for_whom", "legal_basis", "legal_url", "how", "deadline",
        "contact",
    )  # fmt: skip
    right = Right(
        **{name: text[name] for name in names},
        department=department_of(text),
        review_on=maker.review_on(text),
    )
    publications.create(right, by=maker.by, at=maker.at)
    right.topics.set(topics_of(text))
    right.guides.set(Guide.objects.filter(slug__in=text.get("guides", ())))
    publications.publish(right, by=maker.by, at=maker.at)
    return True


def _term(text: dict[str, Any], _position: int, maker: Maker) -> bool:
    slug = slugify(ascii_danish(text["term"]))
    known = GlossaryTerm.objects.filter(slug=slug) | GlossaryTerm.objects.filter(term=text["term"])
    if known.exists():
        return False
    term = GlossaryTerm(
        term=text["term"],
        slug=slug,
        forms="\n".join(text.get("forms", ())),
        explanation=text["explanation"],
        page=Page.objects.filter(key=text.get("page") or None).first(),
    )
    publications.keep_term(term, is_new=True, by=maker.by, at=maker.at)
    return True


def _page_translation(text: dict[str, Any], _position: int, maker: Maker) -> bool:
    page = Page.objects.filter(key=text["page"]).first()
    if page is None or page.translations.filter(language=text["language"]).exists():
        return False
    _translate(page, text, ("title", "lead", "body"), maker)
    return True


def _right_translation(text: dict[str, Any], _position: int, maker: Maker) -> bool:
    right = Right.objects.filter(key=text["key"]).first()
    if right is None or right.translations.filter(language=text["language"]).exists():
        return False
    _translate(right, text, RIGHT_TEXTS, maker)
    return True


def _translate(
    subject: Page | Right, text: dict[str, Any], names: Iterable[str], maker: Maker
) -> None:
    """What was translated is what we wrote, whatever an editor has made of it since."""
    translations.keep_translation(
        subject,
        language=text["language"],
        texts={name: text.get(name, "") for name in names},
        of=digest_of(text["danish"]),
        by=maker.by,
        at=maker.at,
    )


def _danish_of_pages() -> dict[str, list[str]]:
    """Return the Danish texts of the files by key of the page, as they are kept."""
    return {
        text["key"]: list(pages.said(text["title"], text["lead"], text["body"]).values())
        for text in _files("pages/*.toml")
    }


def _danish_of_rights() -> dict[str, list[str]]:
    return {
        text["key"]: [text[name] for name in RIGHT_TEXTS]
        for text in read(CONTENT / RIGHTS)["right"]
    }
