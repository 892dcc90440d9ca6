"""What the calendar shows: each app says what happens when, the portal puts it together.

An app's `calendar_entries.py` offers `calendar_entries(asked) -> list[CalendarEntry]`, and for
calendars that follow ours `calendar_components(asked)`, the same as components of a calendar file.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """What people filter by; the words stand in the address."""

    DEADLINES = "frister", _("Frister og åbninger")
    MEETINGS = "moeder", _("Møder")
    EVENTS = "arrangementer", _("Arrangementer")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A stretch of time, half-open, and what of it somebody wants to see."""

    since: datetime
    until: datetime
    # None sees what everybody sees.
    person: Any = None
    sort: str = ""
    area: int | None = None
    topic: int | None = None
    body: int | None = None
    # The events of that body; apps below it do not know bodies.
    events_of_body: Q | None = None

    def wants(self, sort: Sort) -> bool:
        return self.sort in ("", sort)

    def concerning(self, rows: Any) -> Any:
        """Narrow rows with `areas` and `topics`; what names no area concerns the whole town."""
        if self.area:
            rows = rows.filter(Q(areas=self.area) | Q(areas=None))
        return rows.filter(topics=self.topic) if self.topic else rows


@dataclass(frozen=True)
class CalendarEntry:
    """One thing that happens at a moment: something opens, a deadline, a meeting."""

    at: datetime
    kind: str
    title: str
    url: str
    way: str
    detail: str = ""
    # A day rather than a moment: no clock is shown.
    whole_day: bool = False
    ends_at: datetime | None = None
    is_cancelled: bool = False
    # Under which name calendars that follow ours know it, and when it was last changed.
    uid: str = ""
    changed_at: datetime | None = None
