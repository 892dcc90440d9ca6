"""An event from the draft to what came of it: each step locks its row and asks the rule again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import format_moment
from core.files import InspectedFile
from core.transitions import TransitionNotAllowed
from events.models import Event, EventFile, EventRecord
from events.services.history import record
from events.services.places import change_capacity
from events.services.telling import tell_of_cancellation, tell_of_move

if TYPE_CHECKING:
    from accounts.models import User
    from city.models import Department

Action = EventRecord.Action
# Who has signed up is told when one of these changes, and their calendars follow.
MOVES = ("starts_at", "ends_at", "place", "online_url")


@transaction.atomic
def create_event(
    *,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    department: Department,
    place: str = "",
    online_url: str = "",
    by: User,
    at: datetime,
    is_owned: bool = False,
    **fields: Any,
) -> Event:
    """Save a draft. `fields` are other columns of Event, and `areas` and `topics`.

    Who makes an event for a subject (`is_owned`) makes the subject's row in the same transaction.
    """
    related = {name: fields.pop(name) for name in ("areas", "topics") if name in fields}
    event = Event.objects.create(
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        department=department,
        place=place,
        online_url=online_url,
        is_owned=is_owned,
        created_by=by,
        created_at=at,
        **fields,
    )
    for name, rows in related.items():
        getattr(event, name).set(rows)
    record(event, Action.CREATED, by=by, at=at)
    return event


@transaction.atomic
def change_event(event: Event, *, by: User, at: datetime, **fields: Any) -> Event:
    """Save other words, another time or place; whoever has signed up is told of a move.

    Raises:
        CapacityBelowTaken: more seats are given already.
        TransitionNotAllowed: it is cancelled.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.is_cancelled:
        raise TransitionNotAllowed(_("Arrangementet er aflyst og kan ikke rettes."))
    if (capacity := fields.pop("capacity", event.capacity)) != event.capacity:
        event = change_capacity(event, capacity, by=by, at=at)
    related = {name: fields.pop(name) for name in ("areas", "topics") if name in fields}
    before = {name: getattr(event, name) for name in fields}
    changed = [name for name, value in fields.items() if before[name] != value]
    changed += [name for name, rows in related.items() if _set(getattr(event, name), rows)]
    if not changed:
        return event
    for name, value in fields.items():
        setattr(event, name, value)
    is_moved = event.is_published and any(name in MOVES for name in changed)
    event.ics_sequence += is_moved
    event.save(update_fields=[*fields, "ics_sequence"])
    note = "; ".join(_change_of(event, name, before.get(name)) for name in changed)
    record(event, Action.MOVED if is_moved else Action.CHANGED, by=by, at=at, note=note)
    if is_moved and event.ends_at > at:
        tell_of_move(event, by=by, at=at)
    return event


@transaction.atomic
def publish_event(event: Event, *, by: User, at: datetime) -> Event:
    """Let everybody see it who may see its subject.

    Raises:
        TransitionNotAllowed: it is no draft.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    event.publish(at=at)
    record(event, Action.PUBLISHED, by=by, at=at)
    return event


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: User, at: datetime) -> Event:
    """Cancel it with the reason, which everybody reads; whoever has signed up is told.

    Raises:
        TransitionNotAllowed: not published, cancelled already, or held.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    event.cancel(reason=reason, at=at)
    record(event, Action.CANCELLED, by=by, at=at, note=reason)
    tell_of_cancellation(event, at=at)
    return event


@transaction.atomic
def write_outcome(event: Event, *, outcome: str, by: User, at: datetime) -> Event:
    """Write what came of it, or mend what was written.

    Raises:
        TransitionNotAllowed: it has not begun, or never took place.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.outcome != outcome:
        event.write_outcome(outcome, at=at)
        record(event, Action.OUTCOME_WRITTEN, by=by, at=at)
    return event


@transaction.atomic
def add_file(
    event: Event, inspected: InspectedFile, *, by: User, at: datetime, **fields: Any
) -> EventFile:
    """Store a picture or a document; `fields` are its title, position and `is_outcome`."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    file = EventFile.from_inspected(inspected, at=at, event=event, **fields)
    file.save()
    record(event, Action.FILE_ADDED, by=by, at=at, note=_name_of(file))
    return file


@transaction.atomic
def remove_file(file: EventFile, *, by: User, at: datetime) -> None:
    """Take a file away; the history keeps its name and the fingerprint of its content."""
    event = Event.objects.select_for_update().get(pk=file.event_id)
    note = f"{_name_of(file)}, SHA-256 {file.sha256}"
    file.discard()
    record(event, Action.FILE_REMOVED, by=by, at=at, note=note)


def _set(related: Any, rows: Iterable[Any]) -> bool:
    """Set areas or topics; tell whether they were others before."""
    rows = list(rows)
    is_new = {row.pk for row in rows} != set(related.values_list("pk", flat=True))
    if is_new:
        related.set(rows)
    return is_new


def _name_of(file: EventFile) -> str:
    return f"{file.title} ({file.original_name})"


def _change_of(event: Event, name: str, before: Any) -> str:
    """Return the name of what was changed; of a time or place also what stood there before."""
    field: Any = Event._meta.get_field(name)
    label = str(field.verbose_name)
    if name not in MOVES:
        return label
    old, new = (
        format_moment(value) if isinstance(value, datetime) else value or "–"
        for value in (before, getattr(event, name))
    )
    return f"{label}: {old} -> {new}"
