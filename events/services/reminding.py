"""Reminding who comes: each day before the event that staff have chosen, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from core.clock import local_date
from events.models import Event, EventRecord, Registration
from events.services.telling import REMINDER, tell_all
from events.validators import LONGEST_BEFORE

# By the municipality's clocks, also on the days that have 23 or 25 hours.
IN_THE_MORNING = time(9)
SAME_DAY = time(7)


def remind(*, at: datetime) -> int:
    """Write the reminders that are due; return how many were not written before.

    What was written is remembered in its key, not in the clock: two workers write it once, and one
    that was away makes up the nearest of what it missed. Nobody is reminded of what has begun.
    """
    ends_at = at + timedelta(days=LONGEST_BEFORE + 1)
    who_comes = Registration.objects.confirmed().order_by().values("event")
    events = Event.objects.coming(at).filter(pk__in=who_comes, starts_at__lte=ends_at)
    return sum(_remind_of(event, at) for event in events.order_by("pk"))


def nearest_reminder(event: Event, at: datetime) -> tuple[int, datetime] | None:
    """Return the last of its reminders whose moment has come: days before, and the moment."""
    moments = [(days, moment_of(event, days)) for days in event.reminder_days]
    due = [(days, moment) for days, moment in moments if moment <= at < event.starts_at]
    return min(due, default=None)


def moment_of(event: Event, days: int) -> datetime:
    """Return when people are reminded so many days before; 0 is the morning of the day."""
    clock = IN_THE_MORNING if days else SAME_DAY
    shown = datetime.combine(event.day - timedelta(days=days), clock)
    return timezone.make_aware(shown, timezone.get_default_timezone())


def _remind_of(event: Event, at: datetime) -> int:
    reminder = nearest_reminder(event, at)
    if reminder is None:
        return 0
    days, moment = reminder
    day = local_date(event.starts_at).isoformat()
    rows = _who_did_not_hear_later(event, moment)
    return tell_all(REMINDER, rows, key=f"{days}:{day}", day=day)


def _who_did_not_hear_later(event: Event, moment: datetime) -> Iterable[Registration]:
    """Leave out who got the seat after that moment, and all when it was moved after it.

    They were told of time and place then.
    """
    moves = event.history.filter(action=EventRecord.Action.MOVED, at__gt=moment)
    if moves.exists():
        return []
    had_a_seat = Q(confirmed_at__lte=moment) | Q(confirmed_at=None, created_at__lte=moment)
    return event.registrations.confirmed().filter(had_a_seat).select_related("user")
