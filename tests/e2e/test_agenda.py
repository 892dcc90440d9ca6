"""An item from a member's proposal to a decision that reaches those who answered a hearing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import Role
from councils.models import AgendaItem, Body, Meeting
from events.models import Event
from hearings import tasks
from hearings.models import Hearing
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.councils.factories import AgendaItemFactory, MeetingFactory
from tests.councils.people import Council, make_council
from tests.e2e.axe import faults_of
from tests.e2e.mails import mails_to
from tests.e2e.staff import come_to_work
from tests.hearings.factories import DecisionStepFactory
from tests.hearings.papers import published_of, treated_hearing

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TITLE = "Lokalplan 9.9: endelig vedtagelse"
DECISION = "Planen er vedtaget med én ændring: poppelrækken bliver stående."


@pytest.fixture
def council() -> Council:
    return make_council(name="Kommunalbestyrelsen", kind=Body.Kind.MUNICIPAL_COUNCIL)


@pytest.fixture
def meeting(council) -> Meeting:
    """A public meeting to come, with one item on its agenda."""
    found = MeetingFactory(body=council.body)
    AgendaItemFactory(meeting=found, body=council.body, position=1, title="Godkendelse")
    return found


@pytest.fixture
def hearing() -> Hearing:
    """A hearing that was answered, and whose white paper is out; what was mailed is past."""
    found = treated_hearing(title="Lokalplan 9.9")
    published_of(found)
    found.responses.update(email="asta@example.dk")
    Message.objects.all().delete()
    return found


def as_member(page: Page, council: Council, who: str, url: str) -> Page:
    key = council.client(who).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    page.goto(reverse("councils:planning", args=[council.body.pk, council.body.slug]))
    return page


def test_a_proposal_becomes_a_decision_that_those_who_answered_are_told_of(
    open_page, council, meeting, hearing, live_server
):
    member = as_member(open_page(width=390, javascript=False), council, "member", live_server.url)
    proposes(member)
    other = as_member(open_page(), council, "substitute", live_server.url)
    other.get_by_role("button", name="Støt forslaget").click()
    expect(other.locator("main")).to_contain_text("1 støtter forslaget")
    orders(as_member(open_page(width=390), council, "chair", live_server.url), meeting)
    item = AgendaItem.objects.get(title=TITLE)
    DecisionStepFactory(
        hearing=hearing, body=council.body.name, item=item, decides_it=True,
        created_by=UserFactory(role=Role.CASE_WORKER),
    )  # fmt: skip

    desk = come_to_work(open_page(), council.secretary, live_server.url)
    sends_the_agenda(desk, meeting)
    visitor = open_page(width=390, javascript=False)
    visitor.goto(meeting.get_absolute_url())
    expect(visitor.locator(".agenda h3").first).to_contain_text(TITLE)
    assert mails_to("asta@example.dk") == []
    to_decide = reverse("hearings:to_decide", args=[council.body.pk])
    assert faults_of(open_page(), [to_decide, meeting.get_absolute_url()]) == {}
    assert faults_of(other, [other.url, "/min-side/"]) == {}

    decides(desk, meeting, item)
    tasks.carry_decisions()
    tasks.carry_decisions()

    hearing.refresh_from_db()
    told = [sent for sent in mails_to("asta@example.dk") if DECISION in str(sent.body)]
    visitor.goto(hearing.get_absolute_url())
    assert hearing.status == Hearing.Status.DECIDED
    assert len(told) == 1
    expect(visitor.locator("main")).to_contain_text(DECISION)


def proposes(page: Page) -> None:
    page.get_by_role("link", name="Foreslå et punkt").click()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=summary]").fill("Planen har været i høring i otte uger.")
    page.get_by_role("button", name="Foreslå punktet").click()
    expect(page.locator("main")).to_contain_text(TITLE)


def orders(page: Page, meeting: Meeting) -> None:
    """Put the proposal on the agenda, and move it up."""
    page.get_by_role("link", name="Sæt på dagsordenen").click()
    page.locator("[name=meeting]").select_option(str(meeting.pk))
    page.get_by_role("button", name="Sæt på dagsordenen").click()
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Skift rækkefølge").click()
    page.get_by_role("button", name=f"Op: {TITLE}").click()
    expect(page.locator(".order-list__title").first).to_have_text(TITLE)


def sends_the_agenda(page: Page, meeting: Meeting) -> None:
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Send dagsordenen ud").click()
    page.get_by_role("button", name="Send dagsordenen ud").click()
    expect(page.locator("body")).to_contain_text("Dagsordenen er sendt til medlemmerne.")


def decides(page: Page, meeting: Meeting, item: AgendaItem) -> None:
    """Let the meeting have begun, and write what it decided."""
    now = timezone.now()
    Event.objects.filter(pk=meeting.event_id).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )
    page.goto(meeting.get_absolute_url())
    page.locator(f'a[href$="/punkter/{item.pk}/beslutning/"]').click()
    page.locator("[name=outcome]").select_option("approved")
    page.locator("[name=decision]").fill(DECISION)
    page.get_by_role("button", name="Gem beslutningen").click()
    expect(page.locator("body")).to_contain_text("Beslutningen er skrevet.")
