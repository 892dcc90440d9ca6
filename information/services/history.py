"""The one way to write a line of information's history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from information.models import (
    Attachment,
    Feedback,
    GlossaryTerm,
    InformationEvent,
    Page,
    Publication,
)

if TYPE_CHECKING:
    from accounts.models import User

Subject = Page | Publication | GlossaryTerm | Attachment | Feedback


def record(
    subject: Subject,
    action: InformationEvent.Action,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
) -> InformationEvent:
    """Write one line of history, in the caller's transaction."""
    owner = subject.page if isinstance(subject, Feedback) else subject
    return InformationEvent.objects.create(
        subject_kind=str(subject._meta.model_name),
        subject_id=subject.pk,
        subject_title=_title_of(owner)[:200],
        department=getattr(owner, "department", None),
        action=action,
        by=by,
        at=at,
        note=note,
    )


def _title_of(subject: Subject) -> str:
    newest = subject.newest_version() if isinstance(subject, Page) else None
    return newest.title if newest else str(subject)
