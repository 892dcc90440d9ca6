import datetime as dt

import pytest
import time_machine
from django.utils import timezone, translation

from core.templatetags import dates

DEADLINE = dt.date(2026, 12, 6)
# 23.30 in Copenhagen is 22.30 in UTC: the Danish day counts.
EVENING = dt.datetime(2026, 12, 5, 23, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("said", "danish", "english"),
    [
        (dates.long_date, "søndag 6. december 2026", "Sunday 6 December 2026"),
        (dates.day_date, "6. december 2026", "6 December 2026"),
        (dates.short_date, "6. dec.", "6 Dec"),
    ],
)
def test_a_day_is_said_in_the_language_of_the_page(said, danish, english) -> None:
    assert said(DEADLINE) == danish
    with translation.override("en"):
        assert said(DEADLINE) == english


def test_a_moment_is_said_in_danish_time() -> None:
    assert dates.date_time(EVENING) == "6. december 2026 kl. 0.30"
    assert dates.clock(EVENING) == "kl. 0.30"
    assert dates.machine_date(EVENING) == "2026-12-06"


def test_the_clock_is_right_on_both_sides_of_summer_time() -> None:
    winter = dt.datetime(2026, 3, 28, 16, 0, tzinfo=dt.UTC)
    summer = dt.datetime(2026, 3, 29, 16, 0, tzinfo=dt.UTC)

    assert dates.clock(winter) == "kl. 17.00"
    assert dates.clock(summer) == "kl. 18.00"


def test_nothing_is_said_of_no_date() -> None:
    for said in (dates.long_date, dates.clock, dates.spoken, dates.machine_date):
        assert said(None) == ""
    assert dates.date_time(None) == ""


def test_a_day_is_written_for_machines_as_it_is() -> None:
    assert dates.machine_date(DEADLINE) == "2026-12-06"


def test_what_is_near_is_said_as_people_say_it() -> None:
    now = timezone.make_aware(dt.datetime(2026, 11, 23, 14, 0))  # noqa: DTZ001

    with time_machine.travel(now, tick=False):
        assert dates.spoken(now - dt.timedelta(hours=2)) == "i dag kl. 12.00"
        assert dates.spoken(now - dt.timedelta(hours=15)) == "i går kl. 23.00"
        assert dates.spoken(now - dt.timedelta(days=4)) == "19. november 2026"
