from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from core.clock import end_of_day, start_of_day
from hearings.models import DeadlineExtension, Hearing
from hearings.timeline import Step, changes_of, spoken_meeting, steps_of
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, HearingKindFactory, HearingMeetingFactory

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 11, 23, 12, tzinfo=COPENHAGEN)
pytestmark = pytest.mark.django_db


def plan(**values) -> Hearing:
    return HearingFactory(
        **{
            "opens_at": start_of_day(date(2026, 11, 3)),
            "closes_at": end_of_day(date(2026, 12, 6)),
            "sent_on": date(2026, 10, 27),
            "kinds": [HearingKindFactory(decision_wait_days=28)],
            "expected_decision": "9. februar 2027",
            **values,
        }
    )


def open_house(hearing: Hearing, day: date):
    begin = datetime(day.year, day.month, day.day, 17, tzinfo=COPENHAGEN)
    return HearingMeetingFactory(
        hearing=hearing, starts_at=begin, ends_at=begin + timedelta(hours=1)
    )


def states(hearing: Hearing, at: datetime) -> list[tuple[str, str]]:
    return [(step.title, step.state) for step in steps_of(hearing, at=at)]


def test_an_open_hearing_is_drawn_from_the_sending_to_the_decision():
    hearing = plan()
    open_house(hearing, date(2026, 11, 24))

    steps = steps_of(hearing, at=NOON, received=41)

    assert steps == [
        Step(
            "Sendt i høring",
            "27. oktober",
            "Kommunalbestyrelsen",
            "done",
            date(2026, 10, 27),
            "text",
        ),
        Step("Åben for svar", "3. november til 6. december", "41 svar indtil nu", "now"),
        Step(
            "Åbent hus",
            "I morgen kl. 17.00 til 18.00",
            "Kantinen, Rådhuset",
            "",
            date(2026, 11, 24),
            "all",
            hearing.meetings.get().event.get_absolute_url(),
        ),
        Step("Sidste frist", "6. december", "Hele dagen er med", "", date(2026, 12, 6)),
        Step("Hvidbog", "efter fristen", "Alle pointer med svar"),
        Step("Beslutning", "forventet 9. februar 2027", "Tidligst 4. januar 2027"),
    ]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (date(2026, 10, 28), ["now", "", "", "", ""]),
        (date(2026, 11, 3), ["done", "now", "", "", ""]),
        (date(2026, 12, 6), ["done", "now", "", "", ""]),
        (date(2026, 12, 7), ["done", "done", "done", "now", ""]),
    ],
)
def test_the_calendar_moves_the_present_step(at, expected):
    hearing = plan()

    drawn = [step.state for step in steps_of(hearing, at=start_of_day(at))]

    assert drawn == expected


def test_everything_is_done_when_it_is_decided():
    hearing = plan(status=Hearing.Status.DECIDED, decided_on=date(2027, 2, 9))

    steps = steps_of(hearing, at=datetime(2027, 2, 10, tzinfo=COPENHAGEN))

    assert {step.state for step in steps} == {"done"}
    assert steps[-1] == Step(
        "Besluttet", "9. februar", "Kommunalbestyrelsen", "done", date(2027, 2, 9), "text"
    )


def test_a_hearing_taken_back_ends_there():
    hearing = plan(status=Hearing.Status.WITHDRAWN, withdrawn_reason="Forslaget tegnes om.")
    open_house(hearing, date(2026, 11, 24))

    steps = steps_of(hearing, at=NOON)

    assert [(step.title, step.state) for step in steps] == [
        ("Sendt i høring", "done"),
        ("Åben for svar", "done"),
        ("Trukket tilbage", "now"),
    ]
    assert steps[-1].text == "Forslaget tegnes om."


def test_nothing_has_happened_to_a_draft():
    hearing = plan(draft=True, sent_on=None)

    steps = steps_of(hearing, at=NOON)

    assert steps[0] == Step("Offentliggjort", "endnu ikke", content="text")
    assert {step.state for step in steps} == {""}


def test_a_moved_deadline_stands_with_the_old_date():
    hearing = plan()
    DeadlineExtension.objects.create(
        hearing=hearing,
        old_closes_at=end_of_day(date(2026, 12, 1)),
        new_closes_at=hearing.closes_at,
        reason="Et bilag manglede.",
        at=datetime(2026, 11, 20, 9, tzinfo=COPENHAGEN),
        by=UserFactory(staff=True),
    )

    steps = steps_of(hearing, at=NOON)

    assert steps[2] == Step(
        "Frist forlænget", "20. november", "Fristen var 1. december", "done", date(2026, 11, 20)
    )


def test_a_hearing_nobody_sent_on_begins_with_its_publication():
    hearing = plan(sent_on=None, published_at=datetime(2026, 10, 30, 9, tzinfo=COPENHAGEN))

    first = steps_of(hearing, at=NOON)[0]

    assert (first.title, first.when, first.text) == ("Offentliggjort", "30. oktober", "")


def test_a_meeting_that_is_over_is_done_while_answers_still_come():
    hearing = plan()
    open_house(hearing, date(2026, 11, 10))

    assert states(hearing, NOON)[1:3] == [("Åben for svar", "now"), ("Åbent hus", "done")]


def test_without_a_rule_and_an_expectation_no_date_is_promised():
    hearing = plan(kinds=[HearingKindFactory(decision_wait_days=0)], expected_decision="")

    last = steps_of(hearing, at=NOON)[-1]

    assert (last.when, last.text) == ("efter hvidbogen", "")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "I dag kl. 17.00 til 18.00"),
        (date(2026, 11, 24), "I morgen kl. 17.00 til 18.00"),
        (date(2027, 1, 5), "Tirsdag 5. januar 2027 kl. 17.00 til 18.00"),
    ],
)
def test_a_meeting_is_spoken_of_as_people_do(day, words):
    meeting = open_house(plan(), day)

    assert spoken_meeting(meeting, NOON) == words


def test_a_page_changes_at_midnight_and_when_something_opens_closes_or_ends():
    hearing = plan()
    meeting = open_house(hearing, date(2026, 11, 24))

    assert set(changes_of(hearing, NOON)) == {
        start_of_day(date(2026, 11, 24)),
        hearing.opens_at,
        hearing.closes_at,
        meeting.ends_at,
    }


def test_english_pages_have_english_months():
    hearing = plan()

    with translation.override("en"):
        first = steps_of(hearing, at=NOON)[0]

    assert first.when == "27 October"
