"""Following: by mail without JavaScript, with an account by keyboard; axe on every page of it."""

import re

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from notifications.delivery import relay
from notifications.links import manage_token
from notifications.models import Message, Subscriber, Subscription
from notifications.services import notify, subscriber_of
from tests.accounts.factories import UserFactory
from tests.e2e.axe import faults, faults_of
from tests.e2e.test_axe import log_in
from tests.hearings.factories import HearingFactory
from tests.notifications.factories import SubscriptionFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TYPING_TIME = 2_100


@pytest.fixture
def hearing():
    return HearingFactory(title="Lokalplan 9.9: botilbud ved Skallerne")


def press(page: Page, name: str) -> None:
    """Reach a button or link by the keyboard alone, and press it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.inner_text().strip().startswith(name):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"{name} cannot be reached by the keyboard.")


def test_a_person_follows_by_mail_without_javascript_and_stops_by_the_link(open_page, hearing):
    page = open_page(width=390, javascript=False)
    page.goto(hearing.get_absolute_url())
    page.get_by_role("link", name="Følg høringen").click()
    page.wait_for_timeout(TYPING_TIME)
    page.get_by_label("Din mailadresse").fill("asta@example.dk")
    page.get_by_role("button", name="Send mig et link").click()
    expect(page.get_by_role("heading", name="Tjek din mail")).to_be_visible()

    relay(Message.Lane.IMMEDIATE, seconds=5)
    path = re.search(r"http://[^/\s]+(/foelg/bekraeft/\S+)", mail.outbox[0].body)[1]
    page.goto(path)
    nobody_yet = Subscriber.objects.count()
    page.get_by_role("button", name="Ja, jeg vil følge med").click()
    expect(page.get_by_role("heading", name="Du følger nu med")).to_be_visible()
    page.get_by_role("link", name="Se, hvad du følger").click()
    expect(page.get_by_role("link", name=hearing.title)).to_be_visible()
    followed = Subscription.objects.get().feed
    page.get_by_role("button", name="Stop det hele").click()

    expect(page.get_by_text("Vi har slettet din mailadresse")).to_be_visible()
    assert (nobody_yet, followed) == (0, hearing.feed)
    assert not Subscriber.objects.exists()


def test_a_person_with_an_account_follows_reads_and_chooses_by_keyboard(open_page, hearing):
    person = UserFactory()
    page = open_page()
    log_in(page, person)
    page.wait_for_url("**/min-side/")
    page.goto(hearing.get_absolute_url())
    press(page, "Følg høringen")
    expect(page.get_by_role("button", name="Du følger · Stop")).to_be_visible()
    notify(
        [subscriber_of(person)],
        kind="hearings.opened",
        about=hearing,
        feed=hearing.feed,
        at=hearing.opens_at,
    )

    page.goto("/beskeder/")
    expect(page.get_by_role("link", name="Beskeder, 1 ny")).to_be_visible()
    press(page, "Høringen er åben")
    page.wait_for_url(f"**{hearing.get_absolute_url()}")

    expect(page.get_by_role("link", name="Beskeder, 1 ny")).to_have_count(0)
    page.goto("/beskeder/indstillinger/")
    page.get_by_label("Der er truffet beslutning").select_option("none")
    press(page, "Gem")
    expect(page.get_by_label("Der er truffet beslutning")).to_have_value("none")
    press(page, "Stop")
    expect(page.get_by_text("Du følger det ikke længere.")).to_be_visible()
    assert not Subscription.objects.exists()


def test_axe_finds_nothing_on_the_pages_of_following(open_page, hearing):
    address = SubscriptionFactory(feed=hearing.feed).subscriber
    follow = f"/foelg/{hearing.feed_id}/"
    page = open_page(width=390)
    found = faults_of(
        page,
        [
            "/foelg/", follow, f"{follow}tjek-din-mail/", "/foelg/bekraeft/forkert/",
            f"/foelg/mine/{manage_token(address)}/", "/foelg/mine/forkert/",
        ],
    )  # fmt: skip
    person = UserFactory()
    client = Client()
    client.force_login(person)
    client.post(follow)
    at = hearing.opens_at
    for version in ("1", "2"):
        notify(
            [subscriber_of(person)],
            kind="hearings.opened",
            about=hearing,
            feed=hearing.feed,
            version=version,
            at=at,
        )
    log_in(page, person)
    page.wait_for_url("**/min-side/")
    found["min-side"] = faults(page)
    found |= faults_of(page, ["/foelg/", "/beskeder/", "/beskeder/indstillinger/", follow])

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
