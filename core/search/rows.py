"""What an app gives to the search: its sources, each with rows that everybody may read.

An app's `search_rows.py` offers `search_sources() -> list[SearchSource]`; the portal finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext_lazy as _

from core.search.stamps import Column, stamps_of
from core.templatetags.dates import day_date

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from core.files import StoredFile


@dataclass(frozen=True)
class SearchKind:
    """What a hit is, in the words of people; `code` stands in the address."""

    code: str
    name: StrOrPromise
    plural: StrOrPromise
    position: int  # among the kinds on the page
    way: str = "information"


DOCUMENT = SearchKind("dokument", _("Dokument"), _("Dokumenter"), 70)


@dataclass(frozen=True, kw_only=True)
class SearchRow:
    """One thing that can be found, as everybody may read it at the moment it was written."""

    subject: int
    title: str
    text: str
    path: str  # Danish, without language
    at: datetime  # the newer, the higher among equals
    # The words that count as the title's, when they are others than those.
    title_words: str | None = None
    keywords: str = ""  # found, but never shown as a passage
    context: str = ""  # where it belongs: the title of the hearing
    areas: tuple[int, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    state: str = ""  # what the source's `told` wants to know
    language: str = "da"
    # The twins of the columns that the source's `guards` names, read together with the text.
    guard: str = ""
    version: int = 0
    newest: int = 0
    file: StoredFile | None = None  # its text is read, too


class Hit(Protocol):
    """What is known of a row when it is found."""

    title: str
    at: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    state: str


def told_by_day(hit: Hit, _at: datetime) -> str:
    return day_date(hit.at)


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """A table in which something can be found."""

    name: str
    kind: SearchKind
    # What everybody may read now.
    public: Callable[[datetime], QuerySet[Any]]
    rows: Callable[[Sequence[int], datetime], list[SearchRow]]
    # What tells that a row has changed, beside its guards: columns, and relations to many.
    columns: tuple[Column, ...]
    sets: tuple[str, ...] = ()
    told: Callable[[Hit, datetime], str] = told_by_day
    # Writes the title when it is shown, in the language of the page, for rows that have none of
    # their own: what the row gives as title is then the name in it, and nobody finds "Svar nr. 3".
    titled: Callable[[Hit], str] | None = None
    # Columns that `public` adds: a row of the index is shown only while they are as they were
    # read. Which version, its newest mask, the sum of a file: what makes the copy one that may
    # hold what nobody shall read any more.
    guards: tuple[str, ...] = ()
    way: str = ""  # when it is not the kind's

    def stamps(self, at: datetime) -> Iterator[tuple[int, str]]:
        """Yield (key, what tells a change) of each public row, cheaply.

        The guards are part of it: what is hidden by a guard is read again by it, too.
        """
        return stamps_of(self.public(at), *self.columns, *self.guards, sets=self.sets)

    @property
    def shown_way(self) -> str:
        return self.way or self.kind.way
