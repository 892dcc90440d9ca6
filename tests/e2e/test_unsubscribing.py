"""No more of these mails, by the link in the foot; and what is told when mails do not come."""

import pytest

from notifications.links import digest_scope, unsubscribe_link
from notifications.models import Message, Subscriber
from tests.accounts.factories import UserFactory
from tests.e2e.axe import WIDTHS, faults, faults_of
from tests.e2e.test_axe import log_in
from tests.notifications.factories import AddressTroubleFactory, SubscriberFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", WIDTHS)
def test_an_address_is_forgotten_without_javascript_and_by_keyboard(
    open_page, settings, live_server, width
):
    settings.SITE_URL = live_server.url
    subscriber = SubscriberFactory()
    page = open_page(width=width, javascript=False)

    page.goto(unsubscribe_link(subscriber, digest_scope("daily")))
    before = Subscriber.objects.count()
    page.get_by_role("button", name="Stop alle mails").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Du er afmeldt").wait_for()

    assert (before, Subscriber.objects.count()) == (1, 0)


def test_the_pages_of_mails_that_stop(open_page, settings, live_server):
    settings.SITE_URL = live_server.url
    person = UserFactory(email="asta@example.dk")
    subscriber = SubscriberFactory(email="", user=person)
    AddressTroubleFactory(email="asta@example.dk")
    page = open_page(width=390)
    link = unsubscribe_link(subscriber, digest_scope("weekly"))

    found = faults_of(page, [link])
    page.get_by_role("button", name="Stop de mails").click()
    page.get_by_role("heading", name="Du er afmeldt").wait_for()
    found["done"] = faults(page)
    log_in(page, person)
    found |= faults_of(page, ["/min-side/"])
    page.get_by_role("button", name="Prøv adressen igen").click()
    page.get_by_text("Vi sender en mail nu").wait_for()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert Message.objects.get(kind="notifications.address_check").state == "pending"
