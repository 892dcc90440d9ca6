"""An organisation is proposed, approved, and answers a hearing, in a browser without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import Organisation
from hearings.models import Hearing, Response
from notifications.delivery import relay
from notifications.kinds import Lane
from tests.accounts.factories import PASSWORD, OrganisationFactory, UserFactory
from tests.e2e.axe import faults
from tests.e2e.staff import come_to_work
from tests.hearings.factories import HearingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page, person) -> None:
    page.goto(reverse("account_login"))
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/min-side/")


def propose(page: Page) -> None:
    page.get_by_role("link", name="Dine organisationer").first.click()
    page.get_by_role("link", name="Foreslå en ny").click()
    page.get_by_label("Organisationens navn").fill("Roskildevejens Beboerforening")
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.locator(".error-summary")).to_contain_text("Vælg, hvad den er.")
    page.get_by_label("Forening", exact=True).check()
    page.get_by_label("Hvad er du i organisationen?").fill("Formand")
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.locator("main")).to_contain_text("Venter på kommunen")


def approve(page: Page) -> None:
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="Ny organisation: Roskildevejens Beboerforening").click()
    page.get_by_role("link", name="Godkend").click()
    expect(page.locator("#content")).to_contain_text("En person får en mail.")
    page.get_by_role("button", name="Godkend").click()
    expect(page.locator(".messagelist")).to_contain_text("er godkendt")


def answer(page: Page, hearing: Hearing) -> None:
    page.goto(reverse("hearings:write", args=[hearing.number, hearing.slug]))
    page.get_by_label("Hvad vil du sige til forslaget?").fill("Bevar træerne.")
    page.get_by_label("Svarer du på vegne af en af dine organisationer?").select_option(
        label="Roskildevejens Beboerforening"
    )
    page.wait_for_timeout(2100)  # nobody types faster
    page.get_by_role("button", name="Tjek dine svar").click()
    expect(page.locator("main")).to_contain_text("Forening, godkendt organisation")
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Tak").or_(page.locator("h1")).first.wait_for()


def test_an_association_is_proposed_approved_and_answers_a_hearing(
    open_page, live_server, mailoutbox
):
    hearing, person = HearingFactory(), UserFactory(email="asta@example.dk")
    page, staff = open_page(width=390, javascript=False), open_page(javascript=False)
    come_to_work(staff, UserFactory(case_worker=True), live_server.url)

    log_in(page, person)
    propose(page)
    approve(staff)
    relay(Lane.IMMEDIATE, seconds=10)
    answer(page, hearing)

    response = Response.objects.get()
    assert response.organisation == Organisation.objects.get()
    assert (response.sender_kind, response.public_name) == (
        "association",
        "Roskildevejens Beboerforening",
    )
    assert [mail.subject for mail in mailoutbox] == [
        "Du kan nu handle for Roskildevejens Beboerforening"
    ]


def test_the_pages_of_organisations_have_no_faults(open_page, live_server):
    hearing, person = HearingFactory(), UserFactory()
    organisation = OrganisationFactory(members=[person], text="Vi synger.")
    other = OrganisationFactory(asking=[UserFactory()])
    paths = [
        reverse("accounts:organisations"),
        reverse("accounts:find_organisation"),
        reverse("accounts:propose_organisation"),
        reverse("accounts:ask_to_act", args=[other.pk]),
        reverse("accounts:leave_organisation", args=[organisation.members.get().pk]),
        reverse("hearings:write", args=[hearing.number, hearing.slug]),
    ]
    desk = [
        reverse("admin:accounts_organisation_changelist"),
        reverse("admin:accounts_organisation_change", args=[other.pk]),
        reverse("admin:accounts_organisation_close", args=[other.pk]),
    ]
    page, staff = open_page(width=390), open_page()
    log_in(page, person)
    come_to_work(staff, UserFactory(case_worker=True), live_server.url)

    found = {path: faults(page, path) for path in paths}
    found |= {path: faults(staff, path) for path in desk}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
