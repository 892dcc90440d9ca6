from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from core.clock import end_of_day, start_of_day
from hearings.pictures import picture_of
from tests.hearings.factories import HearingFactory

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
pytestmark = pytest.mark.django_db


def plan(**values):
    return HearingFactory(
        **{
            "title": "Lokalplan 9.9",
            "opens_at": start_of_day(date(2026, 11, 3)),
            "closes_at": end_of_day(date(2026, 12, 6)),
            **values,
        }
    )


@pytest.mark.parametrize(
    ("values", "at", "line"),
    [
        ({}, NOON - timedelta(days=30), "Svar fra 3. november 2026 til 6. december 2026"),
        ({}, NOON, "Svar senest 6. december 2026"),
        ({}, NOON + timedelta(days=30), "Fristen var 6. december 2026"),
        (
            {"status": "decided", "decided_on": date(2026, 12, 18)},
            NOON + timedelta(days=60),
            "Besluttet 18. december 2026",
        ),
        ({"withdrawn": True}, NOON, "Trukket tilbage"),
    ],
)
def test_the_picture_of_a_hearing_says_how_far_it_is(values, at, line):
    picture = picture_of(plan(**values).number, at)

    assert (picture.title, picture.line, picture.way) == ("Lokalplan 9.9", line, "democracy")


def test_the_picture_names_the_hearing_as_its_page_does():
    hearing = plan()

    assert picture_of(hearing.number, NOON).kind_label == f"Høring nr. {hearing.number}"
    with translation.override("en"):
        assert "6 December 2026" in picture_of(hearing.number, NOON).line


def test_a_draft_has_no_picture():
    assert picture_of(plan(draft=True).number, NOON) is None
    assert picture_of(2**31 - 1, NOON) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_a_picture_costs_three_queries(rows, django_assert_num_queries):
    hearing, *_others = [plan() for _row in range(rows)]

    with django_assert_num_queries(3):
        picture_of(hearing.number, timezone.now())
