"""What is changed after the opening is told to everyone, with why and whether to hear it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.transitions import TransitionNotAllowed
from hearings.material import ADDED, REMOVED, TEXTS, Assessed, is_asked_for
from hearings.models import Hearing, HearingEvent, MaterialChange
from hearings.services.hearings import create_hearing
from hearings.services.history import record
from hearings.services.telling import tell_everyone

if TYPE_CHECKING:
    from accounts.models import User

# What a new hearing about the same matter begins with.
COPIED = (
    *(name for name in TEXTS if name != "prehearing_changes"),
    "case_number",
    "department",
    "contact_name",
    "contact_phone",
    "contact_email",
    "expected_decision",
    "publication_rule",
    "needs_second_reader",
    "opens_at",
    "closes_at",
    "delete_personal_data_on",
)


def write_text_changes(
    before: Hearing,
    after: Hearing,
    *,
    changed: Iterable[str],
    assessed: Assessed | None,
    by: User,
    at: datetime,
) -> list[MaterialChange]:
    """Write what was changed in the texts of an opened hearing. The caller holds its lock.

    Raises:
        TransitionNotAllowed: it is open or later, and nobody has said why.
    """
    names = [name for name in TEXTS if name in set(changed)]
    rows = [(name, str(getattr(before, name)), str(getattr(after, name))) for name in names]
    return _write(before, rows, assessed=assessed, by=by, at=at)


def write_document_change(
    hearing: Hearing,
    *,
    added: str = "",
    removed: str = "",
    assessed: Assessed | None,
    by: User,
    at: datetime,
) -> list[MaterialChange]:
    """Write that a document came or went after the opening. The caller holds the lock.

    Raises:
        TransitionNotAllowed: it is open or later, and nobody has said why.
    """
    rows = [(ADDED, "", added)] if added else []
    rows += [(REMOVED, removed, "")] if removed else []
    return _write(hearing, rows, assessed=assessed, by=by, at=at)


@transaction.atomic
def tell_of_changes(hearing: Hearing, *, by: User, at: datetime) -> int:
    """Tell everyone who answered or follows what was changed at a moment: one mail for all of it.

    Returns how many things were changed.
    """
    changes = list(hearing.material_changes.filter(at=at))
    if changes:
        note = changes[0].reason
        record(hearing, HearingEvent.Action.MATERIAL_CHANGED, by=by, at=at, note=note)
        tell_everyone(
            hearing, "hearings.material_changed", version=f"change-{changes[0].pk}", at=at
        )
    return len(changes)


def is_to_be_heard_again(hearing: Hearing) -> bool:
    """Tell whether somebody has said so, and no hearing follows yet."""
    needs = hearing.material_changes.filter(assessment=MaterialChange.Assessment.NEW_HEARING)
    return needs.exists() and not hearing.followed_by.exists()


@transaction.atomic
def draft_next_hearing(hearing: Hearing, *, by: User, at: datetime) -> Hearing:
    """Make a draft that follows a hearing, with its texts and kinds; documents are put up anew.

    Raises:
        TransitionNotAllowed: a hearing follows already.
    """
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if hearing.followed_by.exists():
        raise TransitionNotAllowed(_("Der er oprettet en ny høring i forvejen."))
    draft = Hearing(follows=hearing, created_at=at)
    for name in COPIED:
        setattr(draft, name, getattr(hearing, name))
    create_hearing(draft, by=by, at=at)
    for relation in ("kinds", "areas", "topics"):
        getattr(draft, relation).set(getattr(hearing, relation).all())
    return draft


def _write(
    hearing: Hearing,
    rows: list[tuple[str, str, str]],
    *,
    assessed: Assessed | None,
    by: User,
    at: datetime,
) -> list[MaterialChange]:
    if not rows or not is_asked_for(hearing, at):
        return []
    if assessed is None:
        raise TransitionNotAllowed(
            _("Høringen er åbnet. Skriv, hvorfor den ændres, og om den skal høres igen.")
        )
    return MaterialChange.objects.bulk_create(
        MaterialChange(
            hearing=hearing,
            at=at,
            by=by,
            what=what,
            before=before,
            after=after,
            assessment=assessed.assessment,
            reason=assessed.reason,
        )
        for what, before, after in rows
    )
