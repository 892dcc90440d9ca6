"""The pages of meetings: axe finds nothing, nothing scrolls sideways, and no script is needed."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from councils.models import Vote
from councils.services.agenda import propose_item, record_decision, support_item
from councils.services.items import add_document
from councils.services.minutes import submit_minutes, write_minutes
from councils.services.rooms import open_room
from councils.services.voices import write_dissent, write_votes
from tests.councils.factories import AgendaItemFactory, MeetingFactory
from tests.councils.people import Council, held_meeting, make_council
from tests.councils.test_agenda import a_file
from tests.e2e.axe import faults_of
from tests.e2e.staff import come_to_work

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TITLES = ("Godkendelse af dagsorden", "Cykelsti fra stationen til Vridsløselille",
          "Flere bænke ved søen", "Personsag", "Eventuelt")  # fmt: skip


@pytest.fixture
def council() -> Council:
    council = make_council(name="Ældrerådet", publishes_votes=True)
    names = {"chair": "Gerda Gran", "member": "Karl Kløver", "substitute": "Ida Ildtorn"}
    for who, name in names.items():
        member = getattr(council, who).member
        member.name = name
        member.save()
    return council


def full_meeting(council: Council):
    """Return a held meeting with decisions, a document, a dissent, votes and minutes."""
    meeting, at, by = held_meeting(council.body), timezone.now(), council.secretary
    items = [
        AgendaItemFactory(
            meeting=meeting, position=n, title=title, is_open=title != "Personsag",
            summary="" if title == "Personsag" else "Stien er to kilometer lang og får lys.",
            url="" if title == "Personsag" else "https://example.dk/punkt",
        )
        for n, title in enumerate(TITLES, start=1)
    ]  # fmt: skip
    add_document(items[1], title="Kort over stien", upload=a_file(), by=by, at=at)
    for item, outcome in zip(items, ("approved", "changed", "rejected", "noted"), strict=False):
        record_decision(item, outcome=outcome, decision="Rådet sagde ja.", by=by, at=at)
    votes = {council.member: Vote.Choice.NO, council.chair: Vote.Choice.YES}
    write_votes(items[1], votes, by=by, at=at)
    write_dissent(items[1], text="Den koster for meget.", by=council.user("member"), at=at)
    write_minutes(meeting, text="Mødet begyndte kl. 10.\n\nAlle kom.", by=by, at=at)
    submit_minutes(meeting, by=by, at=at)
    return meeting


def test_a_meeting_and_the_archive_are_for_everybody(open_page, council):
    meeting = full_meeting(council)
    MeetingFactory(body=council.body, agenda=True)
    cancelled = MeetingFactory(body=council.body)
    cancelled.event.cancel(reason="For få kan komme.", at=timezone.now())
    page = open_page(javascript=False)

    archive = reverse("councils:meetings", args=[council.body.pk, council.body.slug])
    for path in (archive, meeting.get_absolute_url(), cancelled.get_absolute_url()):
        answer = page.goto(path)
        assert answer.status == 200
    seen = open_page()
    paths = [archive, meeting.get_absolute_url(), cancelled.get_absolute_url()]
    assert faults_of(seen, paths) == {}


def test_the_pages_of_chair_and_secretary(open_page, council, live_server):
    meeting = full_meeting(council)
    coming = MeetingFactory(body=council.body)
    items = [AgendaItemFactory(meeting=coming, position=n) for n in (1, 2, 3)]
    proposal = propose_item(
        council.body, title="Kaffe", by=council.user("member"), at=timezone.now()
    )
    support_item(proposal, by=council.user("chair"), at=timezone.now())
    room = open_room(council.body, by=council.secretary, at=timezone.now())
    page = come_to_work(open_page(), council.secretary, live_server.url)

    keys = [council.body.pk, council.body.slug]
    of_body = [reverse(f"councils:{name}", args=keys) for name in ("plan_meeting", "planning")]
    of_meeting = [
        reverse(f"councils:{name}", args=[*keys, coming.pk])
        for name in ("change_meeting", "cancel_meeting", "send_agenda", "order_items",
                     "import_items", "add_item")
    ]  # fmt: skip
    of_item = [
        reverse(f"councils:{name}", args=[*keys, items[0].pk])
        for name in ("write_item", "place_item", "close_item", "decide_item", "write_votes")
    ]
    own = [room.get_absolute_url(), meeting.get_absolute_url(), coming.get_absolute_url()]
    assert faults_of(page, [*of_body, *of_meeting, *of_item, *own]) == {}


def test_a_chair_orders_and_signs_without_script(open_page, council, live_server):
    meeting, coming = full_meeting(council), MeetingFactory(body=council.body)
    for n, title in enumerate(("Først", "Sidst"), start=1):
        AgendaItemFactory(meeting=coming, position=n, title=title)
    person = council.user("chair")
    page = open_page(width=390, javascript=False)
    key = council.client("chair").cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
    )

    page.goto(reverse("councils:order_items", args=[coming.body_id, coming.body.slug, coming.pk]))
    page.get_by_role("button", name="Op: Sidst").click()
    assert page.locator(".order-list__title").all_inner_texts() == ["Sidst", "Først"]
    page.goto("/min-side/")
    page.get_by_role("link", name=meeting.event.title).first.click()
    page.get_by_role("button", name="Underskriv som mødeleder").click()

    meeting.refresh_from_db()
    assert meeting.minutes_signed_by.member.user == person
    assert "Underskrevet af Gerda Gran" in page.inner_text("main")
