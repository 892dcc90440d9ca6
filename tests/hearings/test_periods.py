from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.clock import end_of_day, start_of_day
from hearings.models import HearingKind
from hearings.periods import earliest_decision, earliest_last_day, judge_period, whole_days

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def plan(**values) -> HearingKind:
    return HearingKind(
        **{
            "name": "Forslag til lokalplan",
            "legal_basis": "Planloven § 24, stk. 5",
            "minimum_days": 28,
            "warns_in_holidays": True,
            **values,
        }
    )


def judged(first: date, last: date, *kinds: HearingKind, at: datetime | None = None):
    return judge_period(
        kinds,
        opens_at=start_of_day(first),
        closes_at=end_of_day(last),
        at=at or start_of_day(first) - timedelta(days=1),
    )


def test_a_plan_of_27_days_is_refused_with_the_paragraph_named():
    verdict = judged(date(2026, 9, 1), date(2026, 9, 27), plan())

    assert verdict.days == 27
    assert verdict.errors == [
        (
            "Planloven § 24, stk. 5 kræver mindst 28 dage for »Forslag til lokalplan«. Perioden "
            "er på 27. Sidste dag skal tidligst være 28. september 2026."
        )
    ]


def test_a_plan_of_28_days_is_long_enough():
    verdict = judged(date(2026, 9, 1), date(2026, 9, 28), plan())

    assert (verdict.days, verdict.errors, verdict.warnings) == (28, [], [])


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 3, 10), date(2026, 4, 6)), (date(2026, 10, 10), date(2026, 11, 6))],
)
def test_a_clock_change_inside_the_period_adds_and_takes_no_day(first, last):
    verdict = judged(first, last, plan())

    assert (verdict.days, verdict.errors) == (28, [])


def test_the_strictest_kind_decides():
    verdict = judged(
        date(2026, 9, 1),
        date(2026, 9, 28),
        plan(),
        plan(name="Kommuneplan", legal_basis="Planloven § 24, stk. 3", minimum_days=56),
    )

    assert [
        error.startswith("Planloven § 24, stk. 3 kræver mindst 56 dage") for error in verdict.errors
    ] == [True]


def test_a_period_counts_from_the_publishing_when_that_is_late():
    verdict = judged(
        date(2026, 9, 1), date(2026, 9, 28), plan(), at=datetime(2026, 9, 2, 9, tzinfo=COPENHAGEN)
    )

    assert verdict.days == 26
    assert "Sidste dag skal tidligst være 30. september 2026." in verdict.errors[0]


def test_an_opening_in_the_middle_of_a_day_does_not_count_that_day():
    nine = datetime(2026, 9, 1, 9, tzinfo=COPENHAGEN)

    assert whole_days(nine, end_of_day(date(2026, 9, 28))) == 27
    assert earliest_last_day(nine, 28) == date(2026, 9, 29)


@pytest.mark.parametrize(
    ("waits", "day"),
    [([], None), ([0], None), ([28], date(2026, 5, 4)), ([0, 28, 14], date(2026, 5, 4))],
)
def test_a_decision_waits_whole_days_after_the_last_day_to_answer(waits, day):
    kinds = [plan(decision_wait_days=wait) for wait in waits]

    assert earliest_decision(kinds, closes_at=end_of_day(date(2026, 4, 5))) == day


def test_a_hearing_without_a_kind_is_refused():
    verdict = judged(date(2026, 9, 1), date(2026, 9, 28))

    assert verdict.errors == ["Vælg mindst én høringstype: den bestemmer den mindste frist."]


def test_a_period_that_ended_before_the_publishing_has_no_days():
    verdict = judged(
        date(2026, 9, 1), date(2026, 9, 28), plan(), at=start_of_day(date(2026, 10, 1))
    )

    assert verdict.days == 0


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 6, 1), date(2026, 6, 30), []),
        (date(2026, 6, 1), date(2026, 7, 1), ["juli"]),
        (date(2026, 7, 31), date(2026, 9, 1), ["juli"]),
        (date(2026, 8, 1), date(2026, 9, 1), []),
        (date(2026, 11, 1), date(2026, 12, 19), []),
        (date(2026, 11, 1), date(2026, 12, 20), ["jul"]),
        (date(2027, 1, 3), date(2027, 2, 20), ["jul"]),
        (date(2027, 1, 4), date(2027, 2, 20), []),
        (date(2026, 12, 1), date(2027, 1, 20), ["jul"]),
    ],
)
def test_a_plan_over_a_holiday_is_warned_of(first, last, expected):
    verdict = judged(first, last, plan())

    found = ["juli" if "falder i juli" in warning else "jul" for warning in verdict.warnings]
    assert found == expected
    assert verdict.errors == []


def test_a_policy_of_few_days_is_warned_of_and_not_refused():
    policy = plan(name="Politik", minimum_days=0, warn_below_days=28, warns_in_holidays=False)

    verdict = judged(date(2026, 7, 1), date(2026, 7, 20), policy)

    assert verdict.errors == []
    assert verdict.warnings == [
        "Under 28 dage er kort tid for »Politik«. Overvej en længere frist."
    ]
