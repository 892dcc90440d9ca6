"""What walls give to the search: what was asked, and what came of it; not each note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.owners import headings, with_owners
from core.search import Hit, SearchKind, SearchRow, SearchSource
from walls.models import Wall

if TYPE_CHECKING:
    from walls.models import WallQuerySet

WALL = SearchKind("vaeg", _("Væg"), _("Vægge"), 45, "innovation")


def search_sources() -> list[SearchSource]:
    return [
        SearchSource(
            name="wall",
            kind=WALL,
            public=public_walls,
            rows=wall_rows,
            columns=("title", "question", "outcome", "step"),
            told=told_of_wall,
        )
    ]


def public_walls(_at: datetime) -> WallQuerySet:
    return Wall.objects.visible_to(None)


def wall_rows(keys: Sequence[int], at: datetime) -> list[SearchRow]:
    rows: Any = with_owners(public_walls(at).filter(pk__in=keys))
    found = list(rows)
    subjects = headings(found)
    return [_wall_row(wall, subjects[wall.pk]) for wall in found]


def _wall_row(wall: Wall, subject: str) -> SearchRow:
    return SearchRow(
        subject=wall.pk,
        title=wall.title,
        text="\n".join(filter(None, [wall.question, wall.outcome if wall.is_frozen else ""])),
        context=subject,
        path=wall.get_absolute_url(),
        at=wall.created_at,
        state=wall.step,
    )


def told_of_wall(hit: Hit, _at: datetime) -> str:
    """Return whether people are still at it."""
    return gettext("Afsluttet") if hit.state == Wall.Step.CONCLUDED else gettext("I gang")
