"""A secretary sets up a § 17(4) committee of six, six and three, whose chair takes turns."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from councils.chairing import chairs_of
from councils.models import Body
from tests.accounts.factories import UserFactory
from tests.councils.factories import (
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    RecommendationFactory,
)
from tests.e2e.axe import faults_of
from tests.e2e.staff import come_to_work
from tests.events.factories import EventFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

GROUPS = {"Borgere": ("citizens", 6), "Politikere": ("politicians", 6), "Unge": ("citizens", 3)}
CHAIRS = ("Anna Asp", "Bo Birk")


@pytest.fixture
def secretary() -> User:
    return UserFactory(role=Role.CASE_WORKER, full_name="Lone Linealsen")


@pytest.fixture
def body(secretary) -> Body:
    """What the administrator has made: a body with a secretary, and nobody sees it yet."""
    council = BodyFactory(municipal_council=True)
    return BodyFactory(
        name="Udvalget for grøn omstilling", section_17_4=True, hidden=True, parent=council,
        secretaries=[secretary],
    )  # fmt: skip


def page_of(name: str, body: Body) -> str:
    return reverse(f"admin:councils_body_{name}", args=[body.pk])


def does(page: Page, step: str) -> None:
    """Press the button of a step, and come back to the seats."""
    page.get_by_role("button", name=step, exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()


def makes_groups(page: Page, body: Body) -> None:
    for name, (kind, count) in GROUPS.items():
        page.goto(page_of("seats", body))
        page.get_by_role("link", name="Ny gruppe af pladser").click()
        page.locator("[name=kind]").select_option(kind)
        page.locator("[name=name]").fill(name)
        page.locator("[name=count]").fill(str(count))
        does(page, "Gem pladserne")


def seats(page: Page, name: str) -> None:
    """Give the first free seat to somebody who is not known here yet."""
    page.get_by_role("link", name="Giv pladsen", exact=True).first.click()
    page.get_by_label("Eller skriv et nyt navn").fill(name)
    does(page, "Giv pladsen")


def test_a_secretary_sets_up_a_committee_whose_chair_takes_turns(
    open_page, body, secretary, live_server
):
    page = come_to_work(open_page(), secretary, live_server.url)
    makes_groups(page, body)
    for name in CHAIRS:
        seats(page, name)
    expect(page.locator("#content")).to_contain_text("Bo Birk")
    page.get_by_role("link", name="Formandskab", exact=True).click()
    page.locator("[name=rule]").select_option(Body.ChairRule.MEETINGS)
    page.locator("[name=chair]").select_option(label="Anna Asp")
    page.get_by_label("Bo Birk").check()
    does(page, "Gem formandskabet")
    page.goto(reverse("admin:councils_body_change", args=[body.pk]))
    page.get_by_role("link", name="Offentliggør").click()
    does(page, "Offentliggør")

    body.refresh_from_db()
    for days in (7, 35, 63):
        starts_at = timezone.now() + timedelta(days=days)
        MeetingFactory(body=body, event=EventFactory(
            starts_at=starts_at, is_owned=True, kind="meeting", title="Møde i udvalget",
            department=body.department,
        ))  # fmt: skip
    visitor = open_page(width=390, javascript=False)
    visitor.goto(body.get_absolute_url())
    shown = visitor.locator("main")
    for name in (*GROUPS, *CHAIRS):
        expect(shown).to_contain_text(name)
    meetings = body.meetings.select_related("event", "chair").order_by("event__starts_at")
    chairs = [row.member.name for row in chairs_of(body, meetings).values()]
    rows = visitor.locator("section[aria-labelledby=h-meetings] .bodies li").all_inner_texts()
    assert body.groups.count() == len(GROUPS)
    assert [group.seats.count() for group in body.groups.order_by("pk")] == [6, 6, 3]
    assert chairs == ["Anna Asp", "Bo Birk", "Anna Asp"]
    assert [[name for name in CHAIRS if name in row] for row in rows] == [[c] for c in chairs]


def test_axe_finds_nothing_on_the_pages_of_secretary_and_advice(
    open_page, body, secretary, live_server
):
    Body.objects.filter(pk=body.pk).update(is_published=True)
    row = MembershipFactory(body=body, account=True)
    MembershipFactory(body=body, group=row.group, substitute=True)
    recommendation = RecommendationFactory(body=body, followed=True)
    public = [
        reverse("councils:recommendations"), recommendation.get_absolute_url(),
        reverse("councils:body_recommendations", args=[body.pk, body.slug]),
    ]  # fmt: skip
    assert faults_of(open_page(), public) == {}

    page = come_to_work(open_page(), secretary, live_server.url)
    own = [page_of(name, body) for name in ("seats", "add_group", "chair", "add_term", "end")]
    of_row = [
        reverse(f"admin:councils_body_{name}", args=[body.pk, row.pk])
        for name in ("end_membership", "call_in", "correct_membership")
    ]
    change = reverse("admin:councils_body_change", args=[body.pk])
    new = reverse("councils:recommend", args=[body.pk])
    assert faults_of(page, [*own, *of_row, change, new]) == {}


def test_nothing_scrolls_sideways_on_the_narrowest_screen(open_page, body):
    Body.objects.filter(pk=body.pk).update(is_published=True)
    starts_at = timezone.now().replace(month=12, day=28, hour=17) + timedelta(days=365)
    event = EventFactory(
        starts_at=starts_at, is_owned=True, kind="meeting", department=body.department,
        title="Møde i kommunalbestyrelsen", place="Rådhuset, kommunalbestyrelsessalen",
    )  # fmt: skip
    meeting = MeetingFactory(body=body, event=event, agenda=True)
    MembershipFactory(body=body, member__name="Kirstine Kompostbunke-Rådhuslampe")
    walk = EventFactory(starts_at=starts_at, place=event.place, takes_sign_up=True)
    page = open_page(width=320)

    wide = {}
    for path in (
        body.get_absolute_url(), meeting.get_absolute_url(), walk.get_absolute_url(),
        reverse("portal:calendar"), reverse("events:list"), reverse("councils:directory"),
        reverse("councils:meetings", args=[body.pk, body.slug]),
        reverse("hearings:to_decide", args=[body.pk]),
    ):  # fmt: skip
        page.goto(path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert wide == dict.fromkeys(wide, 320)
