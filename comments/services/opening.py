"""A thread follows its subject: made with it, or when an editor opens for comments."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from city.models import Department
from comments.models import Thread, ThreadEvent
from comments.services.counting import locked
from comments.services.history import record

if TYPE_CHECKING:
    from accounts.models import User


def keep_department(thread: Thread | None, department: Department) -> None:
    """Let the staff of the subject's department answer and moderate."""
    if thread is not None and thread.department_id != department.pk:
        thread.department = department
        thread.save(update_fields=["department"])


@transaction.atomic
def allow_comments(
    thread: Thread | None, *, department: Department, is_allowed: bool, by: User, at: datetime
) -> Thread | None:
    """Open a subject for comments, or close it; return its thread, or None while it has none.

    What is written stays to be read. The switch of an editor: who closes with words of their own
    does so at the desk.
    """
    if thread is None:
        return Thread.objects.create(department=department, created_at=at) if is_allowed else None
    thread = locked(thread)
    keep_department(thread, department)
    if is_allowed and not thread.is_open:
        thread.reopen()
        record(thread, ThreadEvent.Action.REOPENED, by=by, at=at)
    if not is_allowed and thread.is_open:
        reason = _("Her kan ikke skrives flere kommentarer.")
        thread.close(reason=reason, at=at)
        record(thread, ThreadEvent.Action.CLOSED, by=by, at=at, note=reason)
    return thread
