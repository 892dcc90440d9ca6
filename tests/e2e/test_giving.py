"""Taking part in a project in a real browser: on a phone, without JavaScript, and for axe."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import Idea
from tests.accounts.factories import PASSWORD, UserFactory
from tests.e2e.axe import faults
from tests.e2e.giving_page import make_lively_project

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_public_pages_have_no_fault_for_axe(open_page):
    project = make_lively_project()
    page = open_page()
    names = ("contributions", "activities", "give_idea", "offer_help", "ask_to_join")
    paths = [reverse(f"projects:{name}", args=[project.pk, project.slug]) for name in names]

    found = {path: faults(page, path) for path in [*paths, project.get_absolute_url()]}

    assert {path: what for path, what in found.items() if what} == {}


def test_a_bid_is_given_on_a_phone_without_javascript_through_the_log_in(open_page, settings):
    settings.COMMENTS_HOLD_FIRST = 0
    project, person = make_lively_project(), UserFactory()
    page = open_page(width=390, javascript=False)

    page.goto(project.get_absolute_url())
    page.get_by_role("link", name="Giv dit bud", exact=True).click()
    page.get_by_label("Dit bud").fill("Hæng lygter op i hver anden tunnel.")
    page.get_by_role("button", name="Fortsæt").click()
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_label("Dit bud")).to_have_value("Hæng lygter op i hver anden tunnel.")
    page.get_by_role("button", name="Send dit bud").click()

    expect(page.get_by_text("Tak. Dit bud står her nu.")).to_be_visible()
    assert Idea.objects.filter(author=person).count() == 1
