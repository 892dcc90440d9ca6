"""What a reader says about a page, that an editor has seen it, and that it is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from information.models import Feedback, InformationEvent, Page, PageVersion
from information.services.history import record

if TYPE_CHECKING:
    from accounts.models import User

# GDPR art. 5(1)(e): words that were seen are done with when the page's yearly look-through is
# over; words that nobody saw in two years speak of a page that is no longer there.
HANDLED_KEPT = timedelta(days=365)
UNHANDLED_KEPT = timedelta(days=2 * 365)


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
    """Note that an editor has seen it; the first one stays.

    The reader's words stay out of the history, which is kept for ever: we promise not to.
    """
    waiting = Feedback.objects.filter(pk=feedback.pk, handled_at=None)
    if waiting.update(handled_at=at, handled_by=by):
        record(feedback, InformationEvent.Action.FEEDBACK_HANDLED, by=by, at=at)
    feedback.refresh_from_db()
    return feedback


def feedback_to_forget(*, at: datetime) -> QuerySet[Feedback]:
    """Return what readers said so long ago that it is to be deleted."""
    return Feedback.objects.filter(
        Q(handled_at__lte=at - HANDLED_KEPT) | Q(handled_at=None, at__lte=at - UNHANDLED_KEPT)
    )


def forget_feedback(*, at: datetime) -> int:
    """Delete what readers said long ago; return how many it was."""
    count, _by_model = feedback_to_forget(at=at).delete()
    return count
