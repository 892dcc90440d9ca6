"""Focus projects: members point on a phone, the secretary records what the council chose."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from councils.models import Body
from projects.models import FocusDesignation, FocusFlag, Project
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory, MembershipFactory
from tests.e2e.axe import faults, faults_of
from tests.e2e.staff import come_to_work
from tests.hearings.staff import BACKEND
from tests.projects.factories import (
    FocusDesignationFactory,
    InvolvementStepFactory,
    ProjectFactory,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
COMING = timezone.localdate().year + 1
REASON = "Stierne er det, alle i byen er fælles om."


@pytest.fixture
def secretary() -> User:
    return UserFactory(staff=True, full_name="Lone Linealsen")


@pytest.fixture
def council(secretary) -> Body:
    return BodyFactory(municipal_council=True, secretaries=[secretary])


@pytest.fixture
def members(council) -> list[User]:
    names = ("Rikke Rundkreds", "Bo Broholm", "Gerda Gavlgren")
    rows = [MembershipFactory(body=council, account=True, member__name=name) for name in names]
    return [row.member.user for row in rows]


@pytest.fixture
def project() -> Project:
    return InvolvementStepFactory(project__title="Stierne om aftenen").project


def as_member(page: Page, person: User, url: str) -> Page:
    client = Client()
    client.force_login(person, backend=BACKEND)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_two_members_point_at_a_project_on_a_phone(
    open_page, members, project, live_server, javascript
):
    first, second, _third = members
    page = as_member(open_page(width=390, javascript=javascript), first, live_server.url)
    page.goto(project.get_absolute_url())
    page.get_by_role("link", name="Peg på projektet").click()
    page.locator("[name=reason]").fill(REASON)
    page.get_by_role("button", name="Peg på projektet").click()
    expect(page.locator("#fokus")).to_contain_text("1 af 3 peger på dette projekt")
    expect(page.locator("#fokus")).not_to_contain_text("Afventer")

    other = as_member(open_page(width=390, javascript=javascript), second, live_server.url)
    other.goto(project.get_absolute_url())
    other.get_by_role("link", name="Peg på projektet, eller støt en kollega").click()
    other.get_by_role("button", name="Støt Rikke Rundkreds").click()
    expect(other.locator("#fokus")).to_contain_text("2 af 3 peger på dette projekt")
    expect(other.locator("#fokus")).to_contain_text("Afventer kommunalbestyrelsens beslutning.")
    assert FocusFlag.objects.standing().count() == 2

    visitor = open_page(width=390, javascript=javascript)
    visitor.goto(project.get_absolute_url())
    visitor.get_by_text("Se hvem, hvornår og hvorfor").click()
    expect(visitor.locator("#fokus")).to_contain_text(REASON)
    if javascript:
        flag_page = reverse("projects:flag", args=[project.pk, project.slug])
        assert faults(page, flag_page) == []
        own = [project.get_absolute_url(), reverse("projects:focus")]
        assert faults_of(visitor, [*own, reverse("projects:focus_year", args=[COMING])]) == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_the_secretary_records_the_choice_and_a_third_is_refused(
    open_page, secretary, project, live_server, javascript
):
    BodyFactory(municipal_council=True, secretaries=[secretary])
    others = [InvolvementStepFactory(project=ProjectFactory(title=name)).project
              for name in ("Kanalen", "Torvet")]  # fmt: skip
    desk = come_to_work(open_page(javascript=javascript), secretary, live_server.url)
    for chosen in (project, *others):
        desk.goto(reverse("projects:focus"))
        desk.get_by_role("link", name=f"Skriv valget for {COMING} ind").click()
        expect(desk.locator("#content")).to_contain_text("Hvem får besked")
        desk.locator("[name=project]").select_option(str(chosen.pk))
        desk.locator("[name=decision_url]").fill("https://dagsordener.example.dk/punkt/9")
        desk.locator("[name=decided_on]").fill(timezone.localdate().isoformat())
        desk.locator("[name=reason]").fill("Stierne berører alle.")
        desk.locator("main form, #content form").locator("button[type=submit]").last.click()
        if chosen != others[-1]:
            desk.wait_for_url(f"**/fokus/{COMING}/")

    expect(desk.locator("#content")).to_contain_text("Der er allerede udpeget to fokusprojekter")
    expect(desk.locator("#content")).to_contain_text("»Stierne om aftenen« og »Kanalen«")
    expect(desk.locator("[name=reason]")).to_have_value("Stierne berører alle.")
    assert FocusDesignation.objects.standing().count() == 2
    if javascript:
        assert faults(desk) == []


def test_a_focus_project_is_planned_evaluated_and_read(open_page, live_server):
    row = FocusDesignationFactory(year__year=COMING - 1, project__title="Stierne om aftenen")
    project = row.project
    desk = come_to_work(open_page(), project.facilitator, live_server.url)
    desk.goto(reverse("projects:plan", args=[project.pk, project.slug]))
    desk.get_by_role("link", name="Ret planen").click()
    assert faults(desk) == []
    desk.get_by_role("link", name="Ny linje").click()
    desk.locator("[name=who]").fill("Unge fra fritidsklubben")
    desk.get_by_text("Nej, vi skal opsøge dem").click()
    desk.locator("[name=how]").fill("Vi spørger dem i klubben.")
    desk.get_by_text("I er med til at finde på").click()
    desk.locator("[name=when_from]").fill(timezone.localdate().isoformat())
    desk.get_by_role("button", name="Gem").click()
    desk.get_by_role("link", name="Skriv resultat").click()
    desk.locator("[name=reached]").fill("31")
    desk.locator("[name=result]").fill("De vil have lys.")
    desk.get_by_text("Ja", exact=True).click()
    desk.get_by_role("button", name="Gem").click()
    desk.goto(row.get_absolute_url())
    desk.get_by_role("link", name="Skriv evalueringen").click()
    for name in ("worked", "did_not_work", "next_time"):
        desk.locator(f"[name={name}]").fill("Turene i mørke.")
    desk.locator("[name=people_citizens]").fill("46")
    desk.get_by_role("button", name="Gem evalueringen").click()
    expect(desk.locator("main")).to_contain_text("1 af 1 løfte er holdt helt.")

    reading = open_page(width=390, javascript=False)
    reading.goto(row.get_absolute_url())
    expect(reading.locator("main")).to_contain_text("31 mennesker nået.")
    paths = [row.get_absolute_url(), reverse("projects:plan", args=[project.pk, project.slug])]
    assert faults_of(open_page(), paths) == {}
