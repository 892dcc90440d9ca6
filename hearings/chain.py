"""Hearings about the same matter, one after the other: before the draft, the proposal, again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from hearings.facts import is_prehearing
from hearings.models import Hearing, HearingKind, MaterialChange
from hearings.models.hearing_lists import HearingQuerySet

if TYPE_CHECKING:
    from accounts.models import User

# How far the chain is drawn to each side. A page fetches BEFORE with its hearing.
LINKS = 3
BEFORE = "__".join(["follows"] * LINKS)


@dataclass(frozen=True)
class Link:
    """One hearing of the chain."""

    hearing: Hearing
    name: str
    state: str
    is_here: bool


def chain_of(hearing: Hearing, *, person: User | None, at: datetime) -> list[Link]:
    """Return the hearings before and after this one that a person may see; alone, nothing.

    Costs one question, and none when the page has fetched that nothing stands before or after
    (`follows`, and `has_later` of `with_what_follows`).
    """
    earlier = _keys_before(hearing)
    if not earlier and not getattr(hearing, "has_later", True):
        return []
    found = _read(hearing, earlier, person)
    if len(found) < 2:
        return []
    first_drafts = {each.pk for each in found if each.is_first_draft}  # type: ignore[attr-defined]
    return [
        Link(each, _name(each, found, first_drafts), str(each.stage(at).label), each == hearing)
        for each in found
    ]


def with_what_follows(hearings: HearingQuerySet) -> HearingQuerySet:
    """Let a page know with its hearing what came after, and what was changed last."""
    later = Hearing.objects.filter(follows=OuterRef("pk"))
    changes = MaterialChange.objects.filter(hearing=OuterRef("pk")).order_by("-at", "-pk")
    heard_again = changes.filter(assessment=MaterialChange.Assessment.NEW_HEARING)
    return hearings.annotate(
        has_later=Exists(later),
        changed_at=Subquery(changes.values("at")[:1]),
        change_reason=Subquery(changes.values("reason")[:1]),
        is_to_be_heard_again=Exists(heard_again),
    )


def lacks_prehearing_changes(hearing: Hearing) -> bool:
    """Tell whether it follows a first draft, and nobody has written what that changed."""
    follows = hearing.follows
    return bool(follows and not hearing.prehearing_changes and is_prehearing(follows))


def _keys_before(hearing: Hearing) -> list[int]:
    found: list[int] = []
    earlier = hearing.follows
    while earlier and len(found) < LINKS and earlier.pk not in (hearing.pk, *found):
        found.insert(0, earlier.pk)
        earlier = earlier.follows if len(found) < LINKS else None
    return found


def _read(hearing: Hearing, earlier: list[int], person: User | None) -> list[Hearing]:
    """Return the hearing with those around it, from the first to the last."""
    around = Q(pk__in=[hearing.pk, *earlier])
    for depth in range(1, LINKS + 1):
        around |= Q(**{"__".join(["follows"] * depth): hearing})
    kinds = HearingKind.objects.filter(hearings=OuterRef("pk"))
    rows = Hearing.objects.visible_to(person).filter(around)
    rows = rows.annotate(
        is_first_draft=Exists(kinds.filter(is_prehearing=True))
        & ~Exists(kinds.filter(is_prehearing=False))
    )
    place = {key: position for position, key in enumerate([*earlier, hearing.pk])}
    last = len(place)
    return sorted(rows, key=lambda row: (place.get(row.pk, last), row.opens_at, row.pk))


def _name(hearing: Hearing, chain: list[Hearing], first_drafts: set[int]) -> str:
    """Return før-høring, høring, or fornyet høring: one after another that was no first draft."""
    if hearing.pk in first_drafts:
        return _("Før-høring")
    heard = [each for each in chain[: chain.index(hearing)] if each.pk not in first_drafts]
    return _("Fornyet høring") if heard else _("Høring")
