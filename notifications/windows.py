"""When digests leave: each morning, and each Monday morning, at 7 by the municipality's clocks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.clock import at_clock, local_date
from notifications.models import Channel

LEAVES_AT = time(7)
DAY_OF_WEEKLY = 0  # Monday
DAYS = {Channel.DAILY: 1, Channel.WEEKLY: 7}


@dataclass(frozen=True)
class Window:
    """The time that one digest tells about: up to, and without, 7 o'clock on its day.

    `day` is the day of the municipality's calendar on which it ends and the digest leaves.
    """

    rhythm: Channel
    day: date

    @property
    def ends_at(self) -> datetime:
        moment = at_clock(self.day, LEAVES_AT)
        if moment is None:  # The clocks are changed at 2 and at 3 o'clock (EU 2000/84).
            raise ValueError(f"There is no 7 o'clock on {self.day}.")
        return moment

    @property
    def starts_at(self) -> datetime:
        return Window(self.rhythm, self.day - timedelta(days=DAYS[self.rhythm])).ends_at

    @property
    def name(self) -> str:
        """Return `daily:2026-11-28`: what makes its digests unique."""
        return f"{self.rhythm}:{self.day.isoformat()}"


def window_of(moment: datetime, rhythm: Channel = Channel.DAILY) -> Window:
    """Return the window in which a moment falls: its digest comes next.

    What happens often is announced once in each daily window: `version=window_of(at).name`.
    """
    day = local_date(moment)
    if moment >= Window(Channel.DAILY, day).ends_at:
        day += timedelta(days=1)
    if rhythm == Channel.WEEKLY:
        day += timedelta(days=(DAY_OF_WEEKLY - day.weekday()) % 7)
    return Window(rhythm, day)


def last_window(rhythm: Channel, at: datetime) -> Window:
    """Return the last window that has ended at a moment."""
    return Window(rhythm, window_of(at, rhythm).day - timedelta(days=DAYS[rhythm]))
