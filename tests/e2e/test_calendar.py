from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.clock import local
from events.models import Event
from tests.e2e.axe import violations
from tests.events.factories import EventFactory
from tests.hearings.factories import HearingFactory, HearingMeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    hearing = HearingFactory(title="Lokalplan 9.9: botilbud ved Skallerne")
    begin = local(timezone.now() + timedelta(days=2)).replace(hour=17, minute=0, second=0)
    HearingMeetingFactory(hearing=hearing, starts_at=begin)
    EventFactory(title="Camp for unge", kind="camp", starts_at=begin, ends_at=begin + 2 * DAY)
    EventFactory(title="Byvandring langs kanalen", kind="walk", cancelled=True, starts_at=begin)
    EventFactory(title="Borgermøde om cykelstier", starts_at=begin + 9 * DAY)
    return EventFactory(
        title="Værksted: Legepladsen i Hyldespjældet",
        kind="workshop",
        starts_at=begin + DAY,
        takes_sign_up=True,
        capacity=20,
        accessibility="Elevator og teleslynge. Der er plads til kørestole.",
        contact="Lone Linealsen, 43 68 68 68",
    )


DAY = timedelta(days=1)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_calendar_and_an_event_are_for_everybody(open_page, event, width):
    page = open_page(width=width)
    calendar = reverse("portal:calendar")
    held = Event.objects.get(title="Borgermøde om cykelstier")
    Event.objects.filter(pk=held.pk).update(outcome="Vi fik 40 forslag.")

    for path in (
        calendar,
        f"{calendar}?vis=maaned",
        f"{calendar}?vis=uge&slags=moeder",
        reverse("events:list"),
        event.get_absolute_url(),
        held.get_absolute_url(),
        Event.objects.get(title="Byvandring langs kanalen").get_absolute_url(),
    ):
        page.goto(path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
