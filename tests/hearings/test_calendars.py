from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.clock import end_of_day, start_of_day
from hearings.calendars import calendar_of
from hearings.models import Hearing
from hearings.services import extend_deadline, withdraw_hearing
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, HearingMeetingFactory

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 11, 23, 12, tzinfo=COPENHAGEN)
pytestmark = pytest.mark.django_db


def plan(**values) -> Hearing:
    return HearingFactory(
        **{
            "title": "Lokalplan 9.9",
            "opens_at": start_of_day(date(2026, 11, 3)),
            "closes_at": end_of_day(date(2026, 12, 6)),
            **values,
        }
    )


def events(hearing: Hearing):
    hearing = Hearing.objects.get(pk=hearing.pk)
    return Calendar.from_ical(calendar_of(hearing)).events


def test_the_deadline_is_a_whole_day_and_the_last_one_is_in_it():
    hearing = plan()

    [deadline] = events(hearing)

    address = f"http://localhost:8000{hearing.get_absolute_url()}"
    assert deadline.decoded("dtstart") == date(2026, 12, 6)
    assert deadline.decoded("dtend") == date(2026, 12, 7)
    assert str(deadline["summary"]) == "Sidste frist: Lokalplan 9.9"
    assert str(deadline["url"]) == address
    assert address in str(deadline["description"])
    assert str(deadline["uid"]) == f"hearing-deadline-{hearing.number}@localhost"
    assert (deadline["status"], deadline["sequence"]) == ("CONFIRMED", 0)


def test_a_moved_deadline_is_the_same_event_with_a_higher_sequence():
    hearing = plan()
    before = events(hearing)[0]

    extend_deadline(
        hearing,
        closes_at=end_of_day(date(2026, 12, 13)),
        reason="Et bilag manglede.",
        by=UserFactory(staff=True),
        at=NOON,
    )

    [after] = events(hearing)
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") == date(2026, 12, 13)
    assert after.decoded("dtstamp") == NOON


def test_a_hearing_taken_back_cancels_its_events():
    hearing = plan()
    HearingMeetingFactory(hearing=hearing)

    withdraw_hearing(hearing, reason="Tegnes om.", by=UserFactory(staff=True), at=NOON)

    assert {event["status"] for event in events(hearing)} == {"CANCELLED"}
    assert {event["sequence"] for event in events(hearing)} == {1}


def test_a_meeting_has_its_hour_its_place_and_the_town_s_clock():
    hearing = plan()
    begin = datetime(2026, 11, 24, 17, tzinfo=COPENHAGEN)
    HearingMeetingFactory(hearing=hearing, starts_at=begin, ends_at=begin + timedelta(hours=1))

    meeting = events(hearing)[1]

    assert meeting["dtstart"].params["TZID"] == "Europe/Copenhagen"
    assert meeting.decoded("dtstart") == begin
    assert str(meeting["summary"]) == "Åbent hus: Lokalplan 9.9"
    assert str(meeting["location"]) == "Kantinen, Rådhuset"
    assert b"BEGIN:VTIMEZONE" in calendar_of(hearing)


def test_a_file_without_hours_carries_no_clock():
    assert b"VTIMEZONE" not in calendar_of(plan())


def test_an_unchanged_hearing_gives_the_same_file():
    hearing = plan()
    HearingMeetingFactory(hearing=hearing)

    assert calendar_of(hearing) == calendar_of(Hearing.objects.get(pk=hearing.pk))


def test_a_draft_is_tentative():
    [deadline] = events(plan(draft=True))

    assert deadline["status"] == "TENTATIVE"


def test_lines_are_folded_and_end_as_the_standard_says():
    lines = calendar_of(plan(title="Æ" * 190)).split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)
