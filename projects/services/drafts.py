"""What a person has typed is kept for 24 hours: through errors, log-in, a closed project."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from projects.models import ContributionDraft, Project

if TYPE_CHECKING:
    from accounts.models import User

DRAFT_TIME = timedelta(hours=24)
# What is longer than a field may be is kept too, but nobody fills the disk with it.
LONGEST = 20_000


@transaction.atomic
def keep_draft(
    project: Project,
    *,
    kind: ContributionDraft.Kind,
    key: UUID,
    typed: dict[str, str],
    person: User | None,
    at: datetime,
) -> ContributionDraft:
    """Keep what was typed under the key of its form, also when something is wrong with it.

    What is somebody's stays theirs; what was typed before the log-in becomes the person's.
    """
    values: dict[str, Any] = {
        "kind": kind,
        "project": project,
        "typed": {name: text[:LONGEST] for name, text in typed.items()},
        "expires_at": at + DRAFT_TIME,
    }
    if person is not None:
        values["person"] = person
    drafts = ContributionDraft.objects.select_for_update()
    draft, _created = drafts.update_or_create(key=key, defaults=values)
    return draft


def alive_draft(
    project: Project, kind: ContributionDraft.Kind, key: UUID, *, at: datetime
) -> ContributionDraft | None:
    """Return what was kept under a key and is not sent yet."""
    drafts = ContributionDraft.objects.filter(project=project, kind=kind, key=key, is_sent=False)
    return drafts.filter(expires_at__gt=at).first()


def close_draft(
    project: Project, *, kind: ContributionDraft.Kind, key: UUID, person: User, at: datetime
) -> None:
    """Remember that a form was sent; the words stand in what it became alone."""
    ContributionDraft.objects.update_or_create(
        key=key,
        defaults={
            "kind": kind,
            "project": project,
            "person": person,
            "typed": {},
            "is_sent": True,
            "expires_at": at + DRAFT_TIME,
        },
    )


def delete_expired_drafts(*, at: datetime) -> int:
    """Delete what was typed more than 24 hours ago; return how many."""
    count, _by_model = ContributionDraft.objects.filter(expires_at__lte=at).delete()
    return count
