"""Advice: a statement by the link in the mail, and a recommendation with its answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from councils.models import Body, Recommendation
from hearings.models import ConsultedParty, Hearing
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory
from tests.e2e.axe import faults, faults_of
from tests.e2e.mails import link_to
from tests.e2e.staff import come_to_work
from tests.hearings.factories import ConsultedPartyFactory, HearingFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ADDRESS = "dh@example.dk"
STATEMENT = "Der skal være en rampe ved begge indgange."


@pytest.fixture
def hearing() -> Hearing:
    return HearingFactory(title="Lokalplan 9.9: botilbud ved Skallerne")


@pytest.fixture
def worker(hearing) -> User:
    return UserFactory(role=Role.CASE_WORKER, department=hearing.department)


@pytest.fixture
def secretary() -> User:
    return UserFactory(staff=True, full_name="Lone Linealsen")


@pytest.fixture
def council(secretary) -> Body:
    return BodyFactory(name="Ældrerådet", secretaries=[secretary])


def test_who_is_asked_states_by_the_link_in_the_mail(open_page, hearing, worker, live_server):
    desk = come_to_work(open_page(), worker, live_server.url)
    desk.goto(reverse("hearings:parties", args=[hearing.number]))
    desk.get_by_role("link", name="Spørg en anden").click()
    desk.locator("[name=name]").fill("Danske Handicaporganisationer")
    desk.locator("[name=email]").fill(ADDRESS)
    desk.locator("[name=question]").fill("Hvordan kommer man ind?")
    due_on = timezone.localdate() + timedelta(days=28)
    desk.locator("[name=due_on]").fill(due_on.isoformat())
    desk.get_by_role("button", name="Spørg", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("De er spurgt")

    page = open_page(width=390, javascript=False)
    page.goto(link_to(ADDRESS, "/hoeringer/part/"))
    expect(page.locator("main")).to_contain_text("Hvordan kommer man ind?")
    page.get_by_role("button", name="Send udtalelsen").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("[name=text]").fill(STATEMENT)
    page.locator("[name=agreed_at]").fill("bestyrelsesmødet 3. marts")
    page.get_by_role("button", name="Send udtalelsen").click()
    expect(page.locator("#given")).to_have_text("Jeres udtalelse")

    everybody = reverse("hearings:statements", args=[hearing.number, hearing.slug])
    page.goto(everybody)
    expect(page.locator("main")).to_contain_text(STATEMENT)
    expect(page.locator("main")).not_to_contain_text(ADDRESS)
    assert ConsultedParty.objects.get().status == ConsultedParty.Status.ANSWERED
    assert faults(desk) == []
    own = link_to(ADDRESS, "/hoeringer/part/")
    assert faults_of(open_page(), [own, everybody, hearing.get_absolute_url()]) == {}


def test_a_recommendation_is_made_and_answered(open_page, council, secretary, live_server):
    other = UserFactory(staff=True)
    committee = BodyFactory(name="Miljøudvalget", committee=True, secretaries=[other])
    page = come_to_work(open_page(), secretary, live_server.url)
    recommends(page, council, committee)
    row = Recommendation.objects.get()

    answering = come_to_work(open_page(), other, live_server.url)
    answering.goto(reverse("councils:recommendation_answer", args=[row.pk]))
    assert faults(answering) == []
    answering.get_by_label("Ja, den følges").check()
    answering.locator("[name=reason]").fill("Bænkene bliver stillet op til foråret.")
    answering.locator("#content form[method=post] [type=submit]").last.click()
    expect(answering.locator("body")).to_contain_text("Svaret er givet.")

    visitor = open_page(width=390, javascript=False)
    visitor.goto(council.get_absolute_url())
    visitor.get_by_role("link", name="Anbefalinger").first.click()
    visitor.get_by_role("link", name="Flere bænke").click()
    expect(visitor.locator("main")).to_contain_text("Bænkene bliver stillet op til foråret.")


def recommends(page: Page, council: Body, committee: Body) -> None:
    page.goto(reverse("councils:body_recommendations", args=[council.pk, council.slug]))
    page.get_by_role("link", name="Send en anbefaling").click()
    page.locator("[name=title]").fill("Flere bænke")
    page.locator("[name=text]").fill("Vi anbefaler en bænk for hver 100 meter.")
    page.locator("[name=addressed_to]").select_option(str(committee.pk))
    assert faults(page) == []
    page.get_by_role("button", name="Send en anbefaling").click()
    expect(page.locator("body")).to_contain_text("Anbefalingen er sendt.")


def test_axe_finds_nothing_where_a_secretary_answers_a_hearing(
    open_page, council, secretary, live_server
):
    party = ConsultedPartyFactory(body=council)
    hearing = party.hearing
    worker = UserFactory(role=Role.CASE_WORKER, department=hearing.department)
    page = come_to_work(open_page(), secretary, live_server.url)
    answer = reverse("hearings:statement", args=[hearing.number, party.pk])
    assert faults_of(page, ["/admin/", answer]) == {}
    desk = come_to_work(open_page(), worker, live_server.url)
    names = ("parties", "party_ask")
    pages = [reverse(f"hearings:{name}", args=[hearing.number]) for name in names]
    assert faults_of(desk, pages) == {}
