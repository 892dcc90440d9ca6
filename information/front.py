"""The way's own front page: where do I find …"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Q, When

from information.forms.filters import PlanFilterForm
from information.models import GlossaryTerm, Guide, News, Page, Right, Video
from information.register import all_rows, as_rows
from information.rights import ANCHORS, headings

if TYPE_CHECKING:
    from accounts.models import User

NEWEST_PLANS = 5
NEWEST_NEWS = 3
NEWEST_FILMS = 2
MOST_BEHIND_A_DOOR = 8
MOST_PAGES = 120


@dataclass(frozen=True)
class Door:
    """A page at the top of the tree, with those below it."""

    page: Any
    children: list[Any]


def front_context(*, at: datetime, person: User | None) -> dict[str, Any]:
    """Return what the front page shows."""
    plans = all_rows(at=at)
    return {
        "form": PlanFilterForm(is_short=True),
        "guides": Guide.objects.public(at),
        "plans": as_rows(plans[:NEWEST_PLANS]),
        "plan_count": plans.count(),
        "rights": rights_told(at),
        "doors": doors(at=at, person=person),
        "news": News.objects.public(at)[:NEWEST_NEWS],
        "films": Video.objects.public(at)[:NEWEST_FILMS],
        "word_count": GlossaryTerm.objects.filter(is_active=True).count(),
    }


def rights_told(at: datetime) -> list[dict[str, Any]]:
    """Return how many rights, duties and possibilities there are, each with its anchor."""
    found = Right.objects.public(at).order_by().values_list("kind").annotate(n=Count("pk"))
    counts = dict(found)
    told = headings()
    return [
        {"anchor": anchor, "title": told[kind][0], "text": told[kind][1], "count": counts[kind]}
        for kind, anchor in ANCHORS.items()
        if kind in counts
    ]


def doors(*, at: datetime, person: User | None) -> list[Door]:
    """Return the two upper rows of the tree, with one question."""
    pages = Page.objects.visible_to(person, at).with_public_text(at)
    upper = pages.filter(Q(parent=None) | Q(parent__parent=None))
    rows = list(
        upper.order_by(Case(When(parent=None, then=0), default=1), "position", "path")[:MOST_PAGES]
    )
    return [
        Door(row, [child for child in rows if child.parent_id == row.pk][:MOST_BEHIND_A_DOOR])
        for row in rows
        if row.parent_id is None
    ]
