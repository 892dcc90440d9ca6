"""From the button on the page to the mail the next morning: followed, told once, stopped."""

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from hearings.services import extend_deadline
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message, Notice
from notifications.services import expand_announcements, make_digests
from notifications.windows import window_of
from tests.accounts.factories import UserFactory
from tests.e2e.test_axe import faults, log_in
from tests.hearings.factories import HearingFactory, days_from_now

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person() -> User:
    return UserFactory(public_name="Asta Æblegren")


def next_morning() -> list[mail.EmailMultiAlternatives]:
    """Do what beat asks for, twice each, and return the mails that left."""
    at = window_of(Notice.objects.get().created_at).ends_at
    for _ in range(2):
        make_digests(at)
        relay(Lane.IMMEDIATE, Lane.BULK, seconds=30)
    return mail.outbox


def test_what_is_followed_comes_once_in_the_next_mornings_mail(open_page, person):
    hearing = HearingFactory(title="Lokalplan 9.9: botilbud ved Skallerne")
    page = open_page(javascript=False)
    log_in(page, person)
    page.goto(hearing.get_absolute_url())
    page.get_by_role("button", name="Følg høringen").first.click()
    assert page.get_by_role("button", name="Du følger").first.is_visible()
    extend_deadline(
        hearing,
        closes_at=days_from_now(40),
        reason="Kortet manglede.",
        by=UserFactory(),
        at=timezone.now(),
    )
    for _ in range(2):
        expand_announcements(seconds=30)

    [message] = next_morning()

    assert message.to == [person.email]
    assert message.subject == "Nyt om: Lokalplan 9.9: botilbud ved Skallerne"
    assert Message.objects.filter(kind="notifications.digest").count() == 1
    html = str(message.alternatives[0][0])
    for width in (390, 1280):
        reader = open_page(width=width)
        reader.set_content(html)
        assert faults(reader) == []
    links = reader.locator(".room a")
    assert links.count() == 2
    assert "Fristen er forlænget" in links.last.inner_text()
    assert links.last.get_attribute("href").endswith(hearing.get_absolute_url())
