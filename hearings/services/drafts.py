"""What a person has typed is kept for 24 hours: through errors, log-in, a passed deadline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from core.files import InspectedFile
from hearings.models import DraftFile, Hearing, ResponseDraft

if TYPE_CHECKING:
    from accounts.models import User

DRAFT_LIFETIME = timedelta(hours=24)


@transaction.atomic
def keep_draft(
    hearing: Hearing,
    *,
    key: UUID,
    fields: dict[str, Any],
    files: Iterable[InspectedFile] = (),
    removed_files: Iterable[int] = (),
    person: User | None,
    at: datetime,
) -> ResponseDraft:
    """Keep what was typed under the key of its form, with its files. Also what has errors."""
    draft, _created = ResponseDraft.objects.select_for_update().update_or_create(
        key=key,
        defaults={
            "hearing": hearing,
            "fields": fields,
            "person": person,
            "expires_at": at + DRAFT_LIFETIME,
        },
        create_defaults={
            "hearing": hearing,
            "fields": fields,
            "person": person,
            "created_at": at,
            "expires_at": at + DRAFT_LIFETIME,
        },
    )
    for file in draft.files.filter(pk__in=list(removed_files)):
        file.discard()
    known = set(draft.files.values_list("original_name", "sha256"))
    for inspected in files:
        if (inspected.name, inspected.sha256) in known:
            continue
        DraftFile.from_inspected(
            inspected, at=at, draft=draft, is_held=inspected.must_be_held
        ).save()
    return draft


def delete_expired_drafts(*, at: datetime) -> int:
    """Delete drafts past their 24 hours with their files; return how many."""
    expired = ResponseDraft.objects.expired(at)
    return sum(_delete_if_expired(pk, at) for pk in expired.values_list("pk", flat=True))


@transaction.atomic
def _delete_if_expired(pk: int, at: datetime) -> bool:
    """Ask again under the lock: somebody may have gone on writing since the list was made."""
    draft = ResponseDraft.objects.expired(at).select_for_update().filter(pk=pk).first()
    if draft is None:
        return False
    for file in draft.files.all():
        file.discard()
    draft.delete()
    return True
