"""What the page of the search shows: hits with their passages, choices with their counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from city.models import Area
from core.languages import direction_of
from portal.models import SearchEntry, SearchText
from portal.search.finding import Found, Way
from portal.search.lookup import Filters
from portal.search.passages import Parts, marked, passage, spelling_of
from portal.search.sources import kinds, sources


@dataclass(frozen=True)
class ShownHit:
    """One row of the list."""

    kind: str
    way: str
    url: str
    title: Parts
    title_language: str
    passage: Parts
    context: str
    meta: list[str]
    language: str
    direction: str
    is_open: bool


@dataclass(frozen=True)
class Choice:
    """A link that chooses, with what it would find."""

    text: str
    count: int
    url: str
    is_on: bool


def fetch(keys: Sequence[int]) -> list[SearchText]:
    """Return texts with their entries in the order of the keys."""
    found = SearchText.objects.select_related("entry").defer("stems", "title_stems").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def hits_of(
    texts: Iterable[SearchText], found: Found, areas: Sequence[Area], at: datetime
) -> list[ShownHit]:
    names = {area.pk: area.name for area in areas}
    return [_hit(text, found, names, at) for text in texts]


def _hit(text: SearchText, found: Found, areas: dict[int, str], at: datetime) -> ShownHit:
    entry, terms = text.entry, found.question.terms
    source = sources()[entry.source]
    title, title_language = shown_title(entry)
    placed = [areas[int(key)] for key in entry.areas.split() if int(key) in areas]
    return ShownHit(
        kind=str(source.kind.name),
        way=source.shown_way,
        url=in_language(entry.path),
        title=marked(title, terms),
        title_language=title_language,
        passage=passage(text.text, terms),
        context=entry.context,
        meta=[part for part in (source.told(entry, at), ", ".join(placed)) if part],
        language=entry.language,
        direction=direction_of(entry.language),
        is_open=_is_open(entry, at),
    )


def shown_title(entry: SearchEntry) -> tuple[str, str]:
    """Return the title and its language: the page's own, where the source writes it now."""
    titled = sources()[entry.source].titled
    if titled is None:
        return entry.title, entry.language
    return titled(entry), get_language() or settings.LANGUAGE_CODE


def _is_open(entry: SearchEntry, at: datetime) -> bool:
    return bool(entry.opens_at and entry.closes_at and entry.opens_at <= at < entry.closes_at)


def in_language(path: str) -> str:
    """Return a Danish path in the language of the page."""
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


# --- Choices ----------------------------------------------------------------------------------
def link(asked: QueryDict, **changes: str) -> str:
    """Return the query string with some values changed; "" takes one away, pages start over."""
    kept = [(name, values) for name, values in asked.lists() if name not in {"side", *changes}]
    new = [(name, [value]) for name, value in changes.items() if value]
    return f"?{urlencode(kept + new, doseq=True)}"


def kind_choices(found: Found, filters: Filters, asked: QueryDict) -> list[Choice]:
    counts = found.count_kinds(filters)
    everything = Choice(_("Alt"), counts.total(), link(asked, slags=""), not filters.kind)
    return [everything] + [
        Choice(str(kind.plural), counts[code], link(asked, slags=code), code == filters.kind)
        for code, kind in kinds().items()
        if counts[code] or code == filters.kind
    ]


def area_choices(
    found: Found, filters: Filters, areas: Sequence[Area], asked: QueryDict
) -> list[Choice]:
    counts = found.count_areas(filters)
    return [
        Choice(
            area.name,
            counts[area.pk],
            link(asked, bydel="" if area.pk == filters.area else area.slug),
            area.pk == filters.area,
        )
        for area in areas
        if counts[area.pk] or area.pk == filters.area
    ]


def open_choice(found: Found, filters: Filters, asked: QueryDict) -> Choice:
    url = link(asked, aaben="" if filters.only_open else "1")
    return Choice(_("Åbent nu"), found.count_open(filters), url, filters.only_open)


# --- What is said about it --------------------------------------------------------------------
def told(count: int, words: str) -> str:
    if not words:
        return ngettext("%(n)d side", "%(n)d sider", count) % {"n": count}
    return ngettext("%(n)d resultat for »%(words)s«", "%(n)d resultater for »%(words)s«", count) % {
        "n": count,
        "words": words,
    }


def meant(found: Found, texts: Sequence[SearchText]) -> str:
    """Return the words that were looked for instead, as the texts found spell them.

    The index may know a word from a text that was hidden a moment ago: it is not told from there.
    """
    if found.way != Way.CORRECTED:
        return ""
    spellings = {}
    for typed, term in found.instead.items():
        spelled = (spelling_of(f"{text.entry.title} {text.text}", term) for text in texts)
        spellings[typed] = next((word for word in spelled if word), typed).lower()
    return found.question.spelled(spellings)
