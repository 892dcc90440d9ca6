from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.clock import end_of_day, start_of_day
from hearings.models import Hearing
from hearings.rows import rows_of
from tests.hearings.factories import HearingFactory, HearingMeetingFactory, ResponseFactory

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
pytestmark = pytest.mark.django_db


def hearing_from(opens: date, last_day: date, **values) -> Hearing:
    return HearingFactory(opens_at=start_of_day(opens), closes_at=end_of_day(last_day), **values)


def meta(hearing: Hearing) -> list[str]:
    [row] = rows_of([hearing], at=NOON)
    return row["meta"]


def test_a_row_of_an_open_hearing_says_deadline_answers_and_next_meeting():
    hearing = hearing_from(date(2026, 11, 3), date(2026, 12, 6))
    ResponseFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, declined=True)
    ResponseFactory(hearing=hearing, withdrawn=True)
    for days in (-3, 1, 5):
        begin = NOON + timedelta(days=days)
        HearingMeetingFactory(hearing=hearing, starts_at=begin, ends_at=begin + timedelta(hours=1))

    [row] = rows_of([hearing], at=NOON)

    assert row["meta"] == [
        "Frist søndag 6. december 2026",
        "2 svar",
        "Åbent hus: i morgen kl. 12.00 til 13.00",
    ]
    assert (row["stage"], row["draws_period"], row["url"]) == (
        "open",
        True,
        hearing.get_absolute_url(),
    )


def test_each_stage_is_said_in_words():
    first, last = date(2026, 10, 1), date(2026, 11, 1)

    assert meta(hearing_from(date(2026, 12, 1), date(2026, 12, 31))) == [
        "Åbner tirsdag 1. december 2026"
    ]
    assert meta(hearing_from(first, last)) == [
        "Fristen var søndag 1. november 2026. Svarene bliver behandlet"
    ]
    assert meta(hearing_from(first, last, decided=True, decided_on=date(2026, 11, 20))) == [
        "Besluttet 20. november 2026"
    ]
    assert meta(hearing_from(first, last, withdrawn=True)) == ["Trukket tilbage"]
    assert meta(hearing_from(first, last, draft=True)) == ["Kladde: kun medarbejdere kan se den"]


def test_a_meeting_of_a_hearing_that_is_over_is_not_announced():
    hearing = hearing_from(date(2026, 10, 1), date(2026, 11, 1))
    begin = NOON + timedelta(days=2)
    HearingMeetingFactory(hearing=hearing, starts_at=begin, ends_at=begin + timedelta(hours=1))

    assert len(meta(hearing)) == 1


def test_a_long_introduction_is_cut():
    [row] = rows_of([HearingFactory(lead="ord " * 100)], at=NOON)

    assert len(row["summary"]) <= 180


def test_no_hearings_are_no_rows():
    assert rows_of([], at=NOON) == []
