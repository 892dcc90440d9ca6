"""What a person has typed is kept for 24 hours: through errors, log-in, a closed thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from comments.models import Comment, CommentDraft, Thread
from comments.models.comment import MAX_LENGTH
from comments.services.writing import DRAFT_TIME

if TYPE_CHECKING:
    from accounts.models import User

# What is longer than a comment may be is kept too, but nobody fills the disk with it.
LONGEST_DRAFT = 10 * MAX_LENGTH


@transaction.atomic
def keep_draft(
    thread: Thread,
    *,
    key: UUID,
    text: str,
    asks: bool = False,
    is_official: bool = False,
    parent: Comment | None = None,
    person: User | None,
    at: datetime,
) -> CommentDraft:
    """Keep what was typed under the key of its form, also when something is wrong with it.

    What is somebody's stays theirs; what was typed before the log-in becomes the person's.
    """
    values: dict[str, Any] = {
        "thread": thread,
        "parent": parent,
        "text": text[:LONGEST_DRAFT],
        "asks": asks,
        "is_official": is_official,
        "expires_at": at + DRAFT_TIME,
    }
    if person is not None:
        values["person"] = person
    draft, _created = CommentDraft.objects.select_for_update().update_or_create(
        key=key, defaults=values
    )
    return draft


def alive_draft(thread: Thread, key: UUID, *, at: datetime) -> CommentDraft | None:
    """Return what was kept under a key and is not sent yet."""
    drafts = CommentDraft.objects.filter(thread=thread, key=key, comment=None, expires_at__gt=at)
    return drafts.select_related("parent").first()


def delete_expired_drafts(*, at: datetime) -> int:
    """Delete what was typed more than 24 hours ago; return how many."""
    count, _by_model = CommentDraft.objects.filter(expires_at__lte=at).delete()
    return count
