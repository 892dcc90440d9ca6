"""What was changed in a hearing after people could answer it, in words and differences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.blocks import blocks_of
from core.differences import Block, Change, block_differences
from hearings.models import Hearing, MaterialChange

# The texts of the proposal that everybody reads. Contact, case number and dates of the case are
# not among them: a new telephone number is no new proposal.
TEXTS = (
    "title",
    "formal_title",
    "lead",
    "brief_what",
    "brief_why",
    "brief_who",
    "brief_influence",
    "brief_decided",
    "brief_next",
    "body",
    "deciding_body",
    "remark",
    "third_party",
    "prehearing_changes",
)
ADDED, REMOVED = "document_added", "document_removed"


@dataclass(frozen=True)
class Assessed:
    """Why something is changed after the opening, and whether it must be heard again."""

    assessment: str
    reason: str


@dataclass(frozen=True)
class Told:
    """One thing that was changed. `differences` are left out where only its name is told."""

    what: str
    before: str = ""
    after: str = ""
    is_document: bool = False
    differences: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class ChangeSet:
    """What somebody changed at one time, for one reason."""

    at: datetime
    reason: str
    assessment: str
    is_to_be_heard_again: bool
    rows: list[Told]


def is_asked_for(hearing: Hearing, at: datetime) -> bool:
    """Tell whether a change must be told: from the opening on, until it is decided or after."""
    return hearing.is_published and hearing.opens_at <= at


def sets_of(
    changes: Iterable[MaterialChange], *, with_differences: bool = False
) -> list[ChangeSet]:
    """Return the changes, newest first, those of one time together."""
    sets: dict[datetime, ChangeSet] = {}
    for change in changes:
        found = sets.setdefault(
            change.at,
            ChangeSet(
                change.at,
                change.reason,
                change.get_assessment_display(),
                change.assessment == MaterialChange.Assessment.NEW_HEARING,
                [],
            ),
        )
        found.rows.append(_told(change, with_differences=with_differences))
    return sorted(sets.values(), key=lambda each: each.at, reverse=True)


def name_of(what: str) -> str:
    """Return what was changed in words."""
    if what == ADDED:
        return _("Nyt dokument")
    if what == REMOVED:
        return _("Dokument fjernet")
    column: Any = Hearing._meta.get_field(what)
    return capfirst(str(column.verbose_name))


def _told(change: MaterialChange, *, with_differences: bool) -> Told:
    is_document = change.what in (ADDED, REMOVED)
    differences: list[Change] = []
    if with_differences and not is_document:
        before, after = (_blocks(change.what, text) for text in (change.before, change.after))
        differences = block_differences(before, after)
    return Told(name_of(change.what), change.before, change.after, is_document, differences)


def _blocks(what: str, text: str) -> list[Block]:
    if what == "body":
        return [(block.tag, block.text) for block in blocks_of(text, with_addresses=True)]
    return [("p", line) for line in text.splitlines() if line.strip()]
