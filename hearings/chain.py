"""Hearings about the same matter, one after the other: before the draft, the proposal, again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from hearings.models import Hearing, HearingKind

if TYPE_CHECKING:
    from accounts.models import User

# How far the chain is drawn to each side; also what a page fetches with its hearing.
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

    Reads `follows` as far as LINKS, so that a page may fetch it with BEFORE.
    """
    found = [*_before(hearing, person), hearing, *_after(hearing, person)]
    if len(found) < 2:
        return []
    first_drafts = prehearings_among(found)
    return [
        Link(
            each,
            _name(each, is_first_draft=each.pk in first_drafts, chain=found, drafts=first_drafts),
            str(each.stage(at).label),
            each.pk == hearing.pk,
        )
        for each in found
    ]


def prehearings_among(hearings: Sequence[Hearing]) -> set[int]:
    """Return the keys of those that are of a first draft alone: one question."""
    rows = HearingKind.hearings.through.objects.filter(hearing__in=[row.pk for row in hearings])
    told: dict[int, bool] = {}
    for key, is_first in rows.values_list("hearing_id", "hearingkind__is_prehearing"):
        told[key] = told.get(key, True) and is_first
    return {key for key, is_first in told.items() if is_first}


def lacks_prehearing_changes(hearing: Hearing) -> bool:
    """Tell whether it follows a first draft, and nobody has written what that changed."""
    follows = hearing.follows
    return bool(follows and not hearing.prehearing_changes and prehearings_among([follows]))


def _before(hearing: Hearing, person: User | None) -> list[Hearing]:
    found: list[Hearing] = []
    earlier = hearing.follows
    while earlier and len(found) < LINKS and earlier not in (hearing, *found):
        if earlier.is_visible_to(person):
            found.insert(0, earlier)
        earlier = earlier.follows if len(found) < LINKS else None
    return found


def _after(hearing: Hearing, person: User | None) -> list[Hearing]:
    steps = Q(follows=hearing) | Q(follows__follows=hearing) | Q(follows__follows__follows=hearing)
    later = Hearing.objects.visible_to(person).filter(steps).exclude(pk=hearing.pk)
    return list(later.order_by("opens_at", "pk")[:LINKS])


def _name(
    hearing: Hearing, *, is_first_draft: bool, chain: Sequence[Hearing], drafts: set[int]
) -> str:
    """Return før-høring, høring, or fornyet høring: one after another that was no first draft."""
    if is_first_draft:
        return _("Før-høring")
    earlier = chain[: list(chain).index(hearing)]
    heard = [each for each in earlier if each.pk not in drafts]
    return _("Fornyet høring") if heard else _("Høring")
