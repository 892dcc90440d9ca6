"""Whether readers can write below a page or a plan: the switch of its editor."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from comments.services.opening import allow_comments
from information.models import InformationEvent, Page, Plan
from information.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def let_comment(subject: Page | Plan, *, is_allowed: bool, by: User, at: datetime) -> None:
    """Open a page or a plan for comments, or close it; its thread follows its department.

    What is written stays to be read. Asked at every save: what is so already is no change.
    """
    was_allowed = bool(subject.thread and subject.thread.is_open)
    subject.thread = allow_comments(
        subject.thread, department=subject.department, is_allowed=is_allowed, by=by, at=at
    )
    if was_allowed == is_allowed:
        return
    subject.save(update_fields=["thread"])
    note = _("Der kan kommenteres") if is_allowed else _("Der kan ikke kommenteres mere")
    record(subject, InformationEvent.Action.CHANGED, by=by, at=at, note=note)
