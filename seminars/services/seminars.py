"""A seminar from its making until everybody sees it; each change leaves a line of history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from comments.models import Thread
from comments.services.opening import allow_comments, keep_department
from events.models import Event
from events.services import cancel_event, change_event, publish_event
from notifications.services import announce
from seminars.models import Seminar, SeminarEvent
from seminars.programme_exceptions import SeminarNotReady
from seminars.services.history import record
from seminars.services.locking import locked_seminar

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Department, Topic

Action = SeminarEvent.Action
PUBLISHED = "seminars.seminar_published"
# What the events of the days say for the seminar.
_OF_DAYS = {
    "title", "department", "contact", "accessibility", "topics",
    "has_hearing_loop", "has_interpreter", "has_lift",
}  # fmt: skip


@transaction.atomic
def create_seminar(
    *,
    title: str,
    department: Department,
    topics: Iterable[Topic] = (),
    by: User | None,
    at: datetime,
    action: SeminarEvent.Action = Action.CREATED,
    **fields: Any,
) -> Seminar:
    """Make a draft; `fields` are texts and marks of its own."""
    seminar = Seminar(title=title, department=department, **fields)
    begin_seminar(seminar, by=by, at=at, action=action)
    seminar.topics.set(topics)
    return seminar


@transaction.atomic
def begin_seminar(
    seminar: Seminar,
    *,
    by: User | None,
    at: datetime,
    action: SeminarEvent.Action = Action.CREATED,
) -> Seminar:
    """Save a new draft with the thread for comments."""
    seminar.thread = Thread.objects.create(department=seminar.department, created_at=at)
    seminar.created_by, seminar.created_at = by, at
    seminar.save()
    record(seminar, action, by=by, at=at, note=seminar.title)
    return seminar


@transaction.atomic
def change_seminar(seminar: Seminar, *, fields: Sequence[str], by: User, at: datetime) -> Seminar:
    """Save what was changed of a seminar, and nothing else of its row; say which fields.

    The events of its days follow in title, department and accessibility.

    Raises:
        SeminarNotReady: it is public, and something that everybody must read would be empty.
    """
    locked_seminar(seminar.pk)
    if seminar.is_published:
        _require_words(seminar)
    columns = {field.name for field in Seminar._meta.concrete_fields}
    seminar.save(update_fields=[name for name in fields if name in columns])
    if _OF_DAYS & set(fields):
        keep_days_with(seminar, by=by, at=at)
    names = [str(Seminar._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]
    record(seminar, Action.CHANGED, by=by, at=at, note=", ".join(names))
    return seminar


@transaction.atomic
def let_comment(seminar: Seminar, *, is_allowed: bool, by: User, at: datetime) -> None:
    """Open a seminar for comments, or close it. Asked at every save: what is so is no change."""
    was_allowed = bool(seminar.thread and seminar.thread.is_open)
    seminar.thread = allow_comments(
        seminar.thread, department=seminar.department, is_allowed=is_allowed, by=by, at=at
    )
    if was_allowed == is_allowed:
        return
    seminar.save(update_fields=["thread"])
    note = _("Der kan kommenteres") if is_allowed else _("Der kan ikke kommenteres mere")
    record(seminar, Action.CHANGED, by=by, at=at, note=note)


@transaction.atomic
def publish_seminar(seminar: Seminar, *, by: User | None, at: datetime) -> Seminar:
    """Let everybody see a seminar with its programme, and tell who follows its topics.

    Raises:
        SeminarNotReady: it has no day, or what everybody must read is not written.
        TransitionNotAllowed: it is no draft.
    """
    seminar = locked_seminar(seminar.pk)
    seminar.publish(at=at)
    if missing := missing_of(seminar):
        raise SeminarNotReady(
            _("Skriv først: %(what)s.") % {"what": ", ".join(missing)}, code="missing"
        )
    for event in _events_of(seminar).filter(status=Event.Status.DRAFT):
        publish_event(event, by=by, at=at)  # type: ignore[arg-type]
    record(seminar, Action.PUBLISHED, by=by, at=at)
    announce(PUBLISHED, about=seminar, feed=seminar.feed, at=at)
    return seminar


@transaction.atomic
def cancel_seminar(seminar: Seminar, *, reason: str, by: User, at: datetime) -> Seminar:
    """Cancel it with the reason, which everybody reads.

    Whoever has signed up is told once for each day; the seats in the sessions go with the day.

    Raises:
        TransitionNotAllowed: it is not public, cancelled already, or held.
    """
    seminar = locked_seminar(seminar.pk)
    seminar.cancel(reason=reason)
    coming = _events_of(seminar).filter(status=Event.Status.PUBLISHED, ends_at__gt=at)
    # The days first: their cancelling gives up what was chosen within them.
    for event in coming.order_by("-is_listed", "pk"):
        cancel_event(event, reason=reason, by=by, at=at)
    record(seminar, Action.CANCELLED, by=by, at=at, note=reason)
    return seminar


def keep_days_with(seminar: Seminar, *, by: User, at: datetime) -> None:
    """Let the events of the days and sessions say what the seminar says."""
    for day in seminar.days.select_related("event").order_by("event"):
        if not day.event.is_cancelled:
            change_event(
                day.event,
                title=day_title(seminar),
                accessibility=accessibility_of(seminar),
                contact=seminar.contact,
                topics=seminar.topics.all(),
                department=seminar.department,
                by=by,
                at=at,
            )
    sessions = Event.objects.filter(seminar_session__seminar=seminar)
    sessions.exclude(department=seminar.department).update(department=seminar.department)
    keep_department(seminar.thread, seminar.department)


def day_title(seminar: Seminar) -> str:
    return seminar.title


def accessibility_of(seminar: Seminar) -> str:
    """Return in words what is there for who hears, sees or walks badly."""
    there = [
        capfirst(str(Seminar._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        for name in ("has_hearing_loop", "has_interpreter", "has_lift")
        if getattr(seminar, name)
    ]
    sentence = _("%(what)s.") % {"what": ", ".join(there)} if there else ""
    return "\n".join(filter(None, [sentence, seminar.accessibility]))


def missing_of(seminar: Seminar) -> list[str]:
    """Return what is still to be written before everybody may read it, in the form's words."""
    missing = [
        capfirst(str(Seminar._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        for name in Seminar.MUST_SAY
        if not getattr(seminar, name).strip()
    ]
    return missing if seminar.days.exists() else [*missing, _("En dag med tid og sted")]


def _require_words(seminar: Seminar) -> None:
    if missing := missing_of(seminar):
        raise SeminarNotReady(
            _("Det skal der stadig stå: %(what)s.") % {"what": ", ".join(missing)}, code="missing"
        )


def _events_of(seminar: Seminar) -> Any:
    of_days = Event.objects.filter(seminar_day__seminar=seminar)
    return of_days | Event.objects.filter(seminar_session__seminar=seminar)
