from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from core import clock

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
CHANGES_OF_THE_CLOCK = [date(2026, 3, 29), date(2026, 10, 25)]


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 4, 5), datetime(2026, 4, 5, 22, tzinfo=UTC)),
        (date(2026, 1, 15), datetime(2026, 1, 15, 23, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_the_next_local_midnight(day: date, utc: datetime) -> None:
    assert clock.end_of_day(day) == utc


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)],
)
def test_the_day_of_a_clock_change_is_shorter_or_longer(day: date, hours: int) -> None:
    start = clock.start_of_day(day).astimezone(UTC)

    end = clock.end_of_day(day).astimezone(UTC)

    assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize("day", [*CHANGES_OF_THE_CLOCK, date(2026, 5, 15)])
def test_the_deadline_day_is_included_to_its_last_second(day: date) -> None:
    closes_at = clock.end_of_day(day)
    last_second = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=COPENHAGEN)

    assert last_second < closes_at
    assert (last_second + timedelta(seconds=1)).astimezone(UTC) == closes_at
    assert clock.last_day(closes_at) == day


def test_the_last_day_of_something_that_closes_at_noon_is_that_day() -> None:
    assert clock.last_day(datetime(2026, 4, 5, 10, tzinfo=UTC)) == date(2026, 4, 5)


def test_midnight_is_local_midnight() -> None:
    assert clock.is_midnight(datetime(2026, 7, 1, 22, tzinfo=UTC))
    assert not clock.is_midnight(datetime(2026, 7, 1, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "da",
            ["5. april 2026", "kl. 17.00", "5. april 2026 kl. 17.00", "5. april 2026 kl. 23.59"],
        ),
        ("en", ["5 April 2026", "17:00", "5 April 2026, 17:00", "5 April 2026, 23:59"]),
    ],
)
def test_times_are_written_as_people_write_them(language: str, expected: list[str]) -> None:
    moment = datetime(2026, 4, 5, 15, tzinfo=UTC)

    with translation.override(language):
        written = [
            clock.format_date(date(2026, 4, 5)),
            clock.format_time(moment),
            clock.format_moment(moment),
            clock.format_deadline(clock.end_of_day(date(2026, 4, 5))),
        ]

    assert written == expected


def test_an_hour_is_written_without_a_nought_in_danish() -> None:
    moment = datetime(2026, 4, 5, 7, 5, tzinfo=UTC)

    with translation.override("da"):
        danish = clock.format_time(moment)
    with translation.override("en"):
        english = clock.format_time(moment)

    assert (danish, english) == ("kl. 9.05", "09:05")


def test_a_moment_is_written_with_the_local_date() -> None:
    assert clock.format_date(datetime(2026, 4, 5, 22, 30, tzinfo=UTC)) == "6. april 2026"


def test_a_deadline_in_the_middle_of_a_day_is_written_as_it_is() -> None:
    noon = datetime(2026, 4, 5, 10, tzinfo=UTC)

    assert clock.format_deadline(noon) == "5. april 2026 kl. 12.00"


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2026, 6, 1), 8, datetime(2026, 6, 1, 6, 30, tzinfo=UTC)),
        (date(2026, 3, 29), 1, datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        (date(2026, 3, 29), 2, None),
        (date(2026, 3, 29), 3, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), 1, datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        (date(2026, 10, 25), 2, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), 3, datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_the_clocks_leave_out_is_none_and_the_second_of_two(day, hour, utc) -> None:
    assert clock.at_clock(day, time(hour, 30)) == utc


@pytest.mark.parametrize(
    ("utc", "is_twice"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), False),
    ],
)
def test_a_time_comes_twice_in_the_autumn_night_alone(utc, is_twice) -> None:
    assert clock.comes_twice(utc) == is_twice
