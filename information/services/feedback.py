"""What a reader says about a page, and that an editor has seen it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from information.models import Feedback, InformationEvent, Page, PageVersion
from information.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def give_feedback(
    page: Page, *, version: PageVersion, is_useful: bool, text: str, key: UUID, at: datetime
) -> Feedback:
    """Keep what a reader says; the same form sent twice is one."""
    values = {"page": page, "version": version, "is_useful": is_useful, "text": text, "at": at}
    feedback, _is_new = Feedback.objects.get_or_create(key=key, defaults=values)
    return feedback


@transaction.atomic
def handle_feedback(feedback: Feedback, *, by: User, at: datetime) -> Feedback:
    """Note that an editor has seen it; the first one stays."""
    waiting = Feedback.objects.filter(pk=feedback.pk, handled_at=None)
    if waiting.update(handled_at=at, handled_by=by):
        action = InformationEvent.Action.FEEDBACK_HANDLED
        record(feedback, action, by=by, at=at, note=feedback.text[:200])
    feedback.refresh_from_db()
    return feedback
