"""The clock of the digests, held against the municipality's calendar over several weeks."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from notifications.models import Channel
from notifications.windows import Window, last_window, window_of

HERE = ZoneInfo("Europe/Copenhagen")
DAILY, WEEKLY = Channel.DAILY, Channel.WEEKLY


def here(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE, fold=fold)


@pytest.mark.parametrize(
    ("moment", "rhythm", "day"),
    [
        (here("2026-11-27 06:59:59.999999"), DAILY, "2026-11-27"),
        (here("2026-11-27 07:00"), DAILY, "2026-11-28"),
        (here("2026-11-27 23:59"), DAILY, "2026-11-28"),
        (here("2026-11-30 06:59"), WEEKLY, "2026-11-30"),
        (here("2026-11-30 07:00"), WEEKLY, "2026-12-07"),
        (here("2026-12-01 03:00"), WEEKLY, "2026-12-07"),
        (here("2026-12-06 23:59"), WEEKLY, "2026-12-07"),
        # Both half-past-twos of the night in which the clocks go back; the night they go forward.
        (here("2026-10-25 02:30", fold=0), DAILY, "2026-10-25"),
        (here("2026-10-25 02:30", fold=1), DAILY, "2026-10-25"),
        (here("2026-03-29 03:00"), DAILY, "2026-03-29"),
        (here("2026-12-31 12:00"), DAILY, "2027-01-01"),
    ],
)
def test_a_moment_belongs_to_the_digest_that_comes_next(moment, rhythm, day):
    assert window_of(moment, rhythm) == Window(rhythm, date.fromisoformat(day))


@pytest.mark.parametrize("rhythm", [DAILY, WEEKLY])
@pytest.mark.parametrize("begin", ["2026-03-09 00:00", "2026-10-05 00:00", "2026-12-14 00:00"])
def test_over_six_weeks_each_hour_is_in_exactly_one_window(rhythm, begin):
    hours = [
        here(begin).astimezone(ZoneInfo("UTC")) + timedelta(hours=n) for n in range(6 * 7 * 24)
    ]

    windows = list(dict.fromkeys(window_of(hour, rhythm) for hour in hours))

    assert all(window_of(h, rhythm).starts_at <= h < window_of(h, rhythm).ends_at for h in hours)
    assert all(a.ends_at == b.starts_at for a, b in pairwise(windows))
    ends = [window.ends_at.astimezone(HERE) for window in windows]
    assert {end.hour for end in ends} == {7}
    assert rhythm == DAILY or {end.weekday() for end in ends} == {0}
    assert len(windows) == {DAILY: 43, WEEKLY: 7}[rhythm]


def test_the_last_window_is_the_one_that_has_ended():
    assert last_window(DAILY, here("2026-11-27 06:59")).day == date(2026, 11, 26)
    assert last_window(DAILY, here("2026-11-27 07:00")).day == date(2026, 11, 27)
    assert last_window(WEEKLY, here("2026-11-30 06:59")).day == date(2026, 11, 23)
    assert last_window(WEEKLY, here("2026-11-30 07:00")).day == date(2026, 11, 30)
