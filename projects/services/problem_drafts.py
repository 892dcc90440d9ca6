"""What a person has typed is kept for 24 hours: through errors, similar problems and log-in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from projects.models import ProblemDraft

if TYPE_CHECKING:
    from accounts.models import User

DRAFT_TIME = timedelta(hours=24)
# Of one field: what is longer than it may be is kept too, but nobody fills the disk with it.
LONGEST_FIELD = 40_000
MOST_CHOICES = 50


@transaction.atomic
def keep_draft(
    key: UUID, typed: dict[str, Any], *, person: User | None, at: datetime
) -> ProblemDraft:
    """Keep what was typed under the key of its form, also when something is wrong with it.

    What is somebody's stays theirs; what was typed before the log-in becomes the person's.
    """
    values: dict[str, Any] = {"typed": cut(typed), "expires_at": at + DRAFT_TIME}
    if person is not None:
        values["person"] = person
    draft, _created = ProblemDraft.objects.select_for_update().update_or_create(
        key=key, defaults=values
    )
    return draft


def alive_draft(key: UUID, *, at: datetime) -> ProblemDraft | None:
    """Return what was kept under a key and is not sent yet."""
    return ProblemDraft.objects.alive(at).filter(key=key).first()


def delete_expired_drafts(*, at: datetime) -> int:
    """Delete what was typed more than 24 hours ago; return how many."""
    count, _by_model = ProblemDraft.objects.filter(expires_at__lte=at).delete()
    return count


def cut(typed: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without what would fill the disk."""
    return {name: _cut(value) for name, value in typed.items()}


def _cut(value: Any) -> Any:
    if isinstance(value, list):
        return [_cut(part)[:100] for part in value[:MOST_CHOICES]]
    return str(value)[:LONGEST_FIELD]
