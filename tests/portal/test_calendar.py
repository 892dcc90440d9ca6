import pytest
from django.urls import reverse
from django.utils import timezone

from core.clock import end_of_day, local_date
from hearings.calendar_entries import calendar_entries
from tests.hearings.factories import HearingFactory, HearingMeetingFactory

pytestmark = pytest.mark.django_db


def test_openings_deadlines_and_meetings_stand_in_the_calendar():
    hearing = HearingFactory(coming=True, title="Ny sti")
    HearingMeetingFactory(hearing=hearing, title="Åbent hus")

    entries = sorted(calendar_entries(at=timezone.now()), key=lambda entry: entry.at)

    assert [(entry.kind, entry.title) for entry in entries] == [
        ("Møde", "Åbent hus: Ny sti"),
        ("Høring åbner", "Ny sti"),
        ("Frist for at svare", "Ny sti"),
    ]


def test_what_is_over_hidden_or_taken_back_does_not():
    HearingFactory(closed=True)
    HearingFactory(decided=True)
    HearingFactory(withdrawn=True)
    HearingFactory(draft=True)

    assert calendar_entries(at=timezone.now()) == []


def test_a_deadline_stands_on_its_last_day():
    hearing = HearingFactory()

    deadline = calendar_entries(at=timezone.now())[0]

    assert local_date(deadline.at) == hearing.last_day
    assert end_of_day(hearing.last_day) == hearing.closes_at


def test_the_page_is_grouped_by_month(client):
    hearing = HearingFactory(title="Ny sti")

    response = client.get(reverse("portal:calendar"))

    month = hearing.last_day.replace(day=1)
    assert [(first, len(rows)) for first, rows in response.context["months"]] == [(month, 1)]
    assert "Ny sti" in response.content.decode()


def test_an_empty_calendar_says_where_to_go(client):
    page = client.get(reverse("portal:calendar")).content.decode()

    assert "Der er ikke noget i kalenderen" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_calendar_asks_the_same_questions_however_much_there_is(
    client, django_assert_num_queries, number
):
    for _ in range(number):
        HearingMeetingFactory(hearing=HearingFactory())

    with django_assert_num_queries(3):
        client.get(reverse("portal:calendar"))
