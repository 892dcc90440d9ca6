from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from core.clock import end_of_day, start_of_day
from hearings import services
from hearings.answer_clock import clock_of, lines_of, promised_day
from hearings.models import HearingEvent
from hearings.services.staff import change_hearing
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, HearingKindFactory, days_from_now

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 12, 6)


def closed_on(last_day: date = LAST_DAY, **values):
    opens_at = start_of_day(last_day - timedelta(days=40))
    return HearingFactory(opens_at=opens_at, closes_at=end_of_day(last_day), **values)


def noon(day: date) -> datetime:
    return start_of_day(day) + timedelta(hours=12)


def test_the_slowest_kind_decides_what_is_promised():
    kinds = [HearingKindFactory(white_paper_days=days) for days in (14, 56)]

    assert promised_day(kinds, closes_at=end_of_day(LAST_DAY)) == date(2027, 1, 31)
    assert promised_day([], closes_at=end_of_day(LAST_DAY)) is None


def test_publishing_promises_what_the_kinds_say():
    kind = HearingKindFactory(white_paper_days=56)
    hearing = HearingFactory(
        draft=True, opens_at=days_from_now(1), closes_at=days_from_now(40), kinds=[kind]
    )

    services.publish_hearing(hearing, by=UserFactory(), at=timezone.now())

    hearing.refresh_from_db()
    assert hearing.white_paper_due_on == hearing.last_day + timedelta(days=56)


def test_a_day_that_was_typed_stays():
    typed = days_from_now(60).date()
    hearing = HearingFactory(
        draft=True,
        opens_at=days_from_now(1),
        closes_at=days_from_now(40),
        white_paper_due_on=typed,
    )

    services.publish_hearing(hearing, by=UserFactory(), at=timezone.now())

    hearing.refresh_from_db()
    assert hearing.white_paper_due_on == typed


def test_an_extension_moves_the_promise_by_as_many_days_and_the_old_day_stands_in_the_history():
    hearing = HearingFactory(
        closes_at=days_from_now(15), white_paper_due_on=date(2027, 2, 1), open=True
    )

    services.extend_deadline(
        hearing,
        closes_at=hearing.closes_at + timedelta(days=7),
        reason="Kortet manglede.",
        by=UserFactory(),
        at=timezone.now(),
    )

    hearing.refresh_from_db()
    assert hearing.white_paper_due_on == date(2027, 2, 8)
    note = hearing.history.get(action=HearingEvent.Action.CHANGED).note
    assert note == "Hvidbog lovet senest 8. februar 2027, før 1. februar 2027"


def test_without_a_promise_an_extension_makes_none():
    hearing = HearingFactory(open=True)

    services.extend_deadline(
        hearing,
        closes_at=hearing.closes_at + timedelta(days=7),
        reason="Kortet manglede.",
        by=UserFactory(),
        at=timezone.now(),
    )

    hearing.refresh_from_db()
    assert hearing.white_paper_due_on is None
    assert not hearing.history.filter(action=HearingEvent.Action.CHANGED).exists()


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (date(2026, 12, 1), ["Hvidbog lovet senest 31. december 2026"]),
        (date(2026, 12, 7), ["Hvidbog lovet senest 31. december 2026", "1 dag siden fristen"]),
        (date(2026, 12, 31), ["Hvidbog lovet senest 31. december 2026", "25 dage siden fristen"]),
        (
            date(2027, 1, 12),
            [
                "Hvidbog lovet senest 31. december 2026",
                "37 dage siden fristen",
                "12 dage over det lovede",
            ],
        ),
    ],
)
def test_the_days_are_counted_in_public(at, told):
    hearing = closed_on(white_paper_due_on=date(2026, 12, 31))

    assert lines_of(hearing, noon(at)) == told


def test_the_clock_stops_when_the_white_paper_comes():
    hearing = closed_on(
        white_paper_due_on=date(2026, 12, 31), white_paper_published_at=noon(date(2027, 1, 3))
    )

    clock = clock_of(hearing, noon(date(2027, 6, 1)))

    assert (clock.days, clock.over, clock.published_on) == (28, 3, date(2027, 1, 3))
    assert lines_of(hearing, noon(date(2027, 6, 1))) == [
        "Hvidbogen kom 28 dage efter fristen",
        "3 dage over det lovede",
    ]


def test_a_white_paper_in_time_says_what_was_promised():
    hearing = closed_on(
        white_paper_due_on=date(2027, 1, 3), white_paper_published_at=noon(date(2027, 1, 3))
    )

    assert lines_of(hearing, noon(date(2027, 6, 1))) == [
        "Hvidbogen kom 28 dage efter fristen",
        "Den var lovet senest 3. januar 2027",
    ]


def test_the_day_is_the_municipalitys_not_the_one_in_london():
    hearing = closed_on(white_paper_due_on=date(2026, 12, 31))
    after_midnight = start_of_day(date(2027, 1, 1)) + timedelta(minutes=30)

    assert clock_of(hearing, after_midnight).over == 1


@pytest.mark.parametrize("state", ["draft", "withdrawn", "decided"])
def test_nothing_is_promised_for_a_draft_or_what_is_over(state):
    hearing = HearingFactory(**{state: True}, white_paper_due_on=date(2026, 1, 1))

    assert lines_of(hearing, timezone.now()) == []


def test_a_change_of_the_promised_day_says_both_days_in_the_history():
    hearing = HearingFactory(draft=True, white_paper_due_on=date(2027, 1, 1))
    hearing.white_paper_due_on = date(2027, 1, 8)

    change_hearing(hearing, changed=["white_paper_due_on"], by=UserFactory(), at=timezone.now())

    assert hearing.history.get().note == "hvidbog lovet senest: 2027-01-01 -> 2027-01-08"
