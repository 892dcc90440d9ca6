"""The calendar file: one name for ever, a higher number for each change, the right clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.ics import calendar_of, component_of, with_changes
from events.links import token_for
from events.models import Event
from events.services import cancel_event, change_event
from tests.accounts.factories import UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LINK = "https://skaerm.example.dk/rum"


def read(content: bytes):
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_the_clock_is_copenhagens_with_its_own_description():
    event = EventFactory(
        starts_at=datetime(2026, 10, 25, 16, tzinfo=UTC),
        ends_at=datetime(2026, 10, 25, 18, tzinfo=UTC),
    )

    calendar, component = read(calendar_of(event))
    text = calendar_of(event).decode()

    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    assert "DTSTART;TZID=Europe/Copenhagen:20261025T170000" in text
    assert component["UID"] == f"event-{event.pk}@localhost"
    assert (component["SEQUENCE"], component["STATUS"]) == (0, "CONFIRMED")


def test_the_same_event_is_the_same_file_until_it_changes():
    event, by = EventFactory(), UserFactory()
    before = calendar_of(event)

    same = calendar_of(Event.objects.get())
    moved = change_event(event, place="Biblioteket", by=by, at=timezone.now())
    after = calendar_of(moved)
    cancel_event(moved, reason="Storm.", by=by, at=timezone.now() + timedelta(hours=1))
    last = calendar_of(Event.objects.get())

    assert before == same
    files = [read(content)[1] for content in (before, after, last)]
    assert len({file["UID"] for file in files}) == 1
    assert [file["SEQUENCE"] for file in files] == [0, 1, 2]
    assert [file["STATUS"] for file in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [file["LOCATION"] for file in files[:2]] == ["Kantinen på rådhuset", "Biblioteket"]
    stamps = [file["DTSTAMP"].dt for file in files]
    assert stamps == sorted(stamps)
    assert stamps[0] < stamps[2]


def test_who_signs_up_or_cancels_changes_nobodys_file():
    row = RegistrationFactory(event__published_at=timezone.now() - timedelta(days=9))
    before = calendar_of(row.event)

    row.event.history.create(action="changed", registration=row, at=timezone.now(), note="1 -> 2")

    assert calendar_of(Event.objects.get()) == before


@pytest.mark.parametrize("takes_sign_up", [True, False])
def test_the_link_on_screen_is_for_who_is_registered_when_one_signs_up(client, takes_sign_up):
    row = RegistrationFactory(event__takes_sign_up=takes_sign_up, event__online_url=LINK)
    waiting = RegistrationFactory(event=row.event, waiting=True)
    event = row.event

    public = client.get(reverse("events:ics", args=[event.pk, event.slug]))
    own = client.get(reverse("events:registration_ics", args=[token_for(row)]))
    others = client.get(reverse("events:registration_ics", args=[token_for(waiting)]))

    shown = [LINK in read(response.content)[1]["DESCRIPTION"] for response in (public, own, others)]
    assert shown == [not takes_sign_up, True, not takes_sign_up]
    assert public.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in public.headers
    assert own.headers["Cache-Control"] == "private, no-store"


def test_a_draft_has_no_file_for_visitors(client):
    event = EventFactory(draft=True)

    assert client.get(reverse("events:ics", args=[event.pk, event.slug])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_of_many_asks_two_questions(count, django_assert_num_queries):
    for _event in range(count):
        change_event(EventFactory(), place="Torvet", by=UserFactory(), at=timezone.now())

    with django_assert_num_queries(2):
        files = [component_of(event) for event in with_changes(Event.objects.order_by("pk"))]

    assert [file["SEQUENCE"] for file in files] == [1] * count
