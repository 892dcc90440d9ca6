"""What the calendar shows: each app says what happens when, the portal puts it together."""

from dataclasses import dataclass
from datetime import datetime


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
