from datetime import timedelta

import pytest
from django.utils import timezone

from core.structured_data import moment
from hearings.models import Hearing
from hearings.structured_data import of_hearing
from tests.hearings.factories import HearingFactory, HearingMeetingFactory, ResponseFactory

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def test_an_open_hearing_says_what_it_is_and_how_to_answer():
    hearing = HearingFactory(title="Lokalplan 9.9")

    [page] = of_hearing(hearing, timezone.now())

    assert (page["@type"], page["name"], page["inLanguage"]) == ("WebPage", "Lokalplan 9.9", "da")
    assert page["url"] == f"{SITE}{hearing.get_absolute_url()}"
    assert page["primaryImageOfPage"] == f"{SITE}/billede/hoering/{hearing.number}.png"
    assert page["potentialAction"] == {
        "@type": "ReplyAction",
        "name": "Svar på høringen",
        "target": f"{SITE}{hearing.get_absolute_url()}skriv/",
        "startTime": moment(hearing.opens_at),
        "endTime": moment(hearing.closes_at),
    }


@pytest.mark.parametrize("state", ["coming", "closed", "decided", "withdrawn"])
def test_nobody_is_asked_to_answer_what_is_not_open(state):
    [page] = of_hearing(HearingFactory(**{state: True}), timezone.now())

    assert "potentialAction" not in page


def test_meetings_to_come_are_events_and_those_that_are_over_are_not():
    meeting = HearingMeetingFactory(title="Åbent hus", text="Kom og se modellen.")
    over = timezone.now() - timedelta(hours=1)
    HearingMeetingFactory(
        hearing=meeting.hearing, starts_at=over - timedelta(hours=1), ends_at=over
    )

    _page, event = of_hearing(meeting.hearing, timezone.now())

    assert (event["@type"], event["name"]) == ("Event", "Åbent hus")
    assert (event["startDate"], event["endDate"]) == (
        moment(meeting.starts_at),
        moment(meeting.ends_at),
    )
    assert event["location"]["name"] == "Kantinen, Rådhuset"
    assert event["organizer"]["name"] == "Albertslund Kommune"


def test_the_meetings_of_a_hearing_that_was_taken_back_are_no_events():
    meeting = HearingMeetingFactory(hearing=HearingFactory(withdrawn=True))

    assert len(of_hearing(meeting.hearing, timezone.now())) == 1


def test_a_draft_says_nothing():
    assert of_hearing(HearingFactory(draft=True), timezone.now()) == []


def test_nobody_who_answered_is_named():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True, show_name=True, name="Asta Æblegren")

    assert "Asta" not in str(of_hearing(hearing, timezone.now()))


def test_the_data_of_a_page_asks_for_nothing_that_the_page_has_not(django_assert_num_queries):
    HearingMeetingFactory(hearing=HearingFactory(title="Lokalplan 9.9"))
    hearing = Hearing.objects.prefetch_related("areas", "meetings").get()

    with django_assert_num_queries(0):
        of_hearing(hearing, timezone.now())
