"""Signing up as people do it: with and without an account, waiting, offered, and away again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from accounts.roles import Role
from events import tasks
from events.models import Event, Registration
from tests.accounts.factories import UserFactory
from tests.e2e.axe import faults, faults_of
from tests.e2e.mails import link_to, mails_to
from tests.e2e.staff import come_to_work
from tests.e2e.test_axe import log_in
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TYPING_TIME = 2_100
OWN = "/arrangementer/tilmelding/"
Status = Registration.Status


@pytest.fixture
def event() -> Event:
    """An event with two seats."""
    return EventFactory(
        sign_up=True, capacity=2, asks_needs=True, title="Værksted: Legepladsen ved kanalen"
    )


def signs_up(page: Page, event: Event, name: str, people: int = 1) -> None:
    """Sign up without an account, from the page of the event."""
    page.goto(event.get_absolute_url())
    page.locator(".sign-up a.button").click()
    page.get_by_label("Dit navn").fill(name)
    page.get_by_label("Din mail").fill(address_of(name))
    page.get_by_label("Hvor mange kommer I?").fill(str(people))
    page.wait_for_timeout(TYPING_TIME)
    page.locator("main form[method=post] [type=submit]").click()


def address_of(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.dk"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_seats_go_from_one_to_the_next_by_the_links_in_the_mails(open_page, event):
    page = open_page(width=390, javascript=False)
    signs_up(page, event, "Karl Kløver", people=2)
    heading(page, "Du er tilmeldt")
    for place, name in enumerate(("Asta Æblegren", "Bo Birk"), start=1):
        signs_up(page, event, name)
        heading(page, f"Du er nr. {place} på ventelisten")

    page.goto(link_to("karl@example.dk", OWN))
    page.get_by_role("link", name="Meld fra").click()
    expect(page.get_by_text("Jeres 2 pladser går videre")).to_be_visible()
    page.get_by_role("button", name="Meld fra").click()
    heading(page, "Du er meldt fra")
    signs_up(page, event, "Carla Cypres")
    heading(page, "Du er nr. 1 på ventelisten")

    page.goto(link_to("asta@example.dk", OWN))
    page.get_by_role("button", name="Ja tak, jeg tager pladsen").click()
    heading(page, "Du er tilmeldt")
    late = Registration.objects.get(name="Bo Birk")
    Registration.objects.filter(pk=late.pk).update(
        offer_expires_at=timezone.now() - timedelta(minutes=1)
    )
    tasks.lapse_offers()
    page.goto(link_to("bo@example.dk", OWN))
    heading(page, "Du er ikke tilmeldt")
    page.goto(link_to("carla@example.dk", OWN))
    heading(page, "Der er en plads til dig")

    rows = Registration.objects.order_by("number").values_list("status", flat=True)
    event.refresh_from_db()
    assert list(rows) == [Status.CANCELLED, Status.CONFIRMED, Status.CANCELLED, Status.OFFERED]
    assert event.taken == 2
    assert "Der er en plads til dig" in str(mails_to("carla@example.dk")[-1].subject)


def test_a_person_with_an_account_signs_up_and_keeps_the_day_in_the_calendar(open_page, event):
    person = UserFactory(full_name="Ida Ildtorn")
    page = open_page()
    log_in(page, person)
    page.wait_for_url("**/min-side/")
    page.goto(event.get_absolute_url())
    page.get_by_role("link", name="Tilmeld dig", exact=True).click()
    expect(page.get_by_label("Dit navn")).to_have_value("Ida Ildtorn")
    expect(page.get_by_label("Din mail")).to_have_count(0)
    page.wait_for_timeout(TYPING_TIME)
    page.get_by_role("button", name="Tilmeld mig").click()
    heading(page, "Du er tilmeldt")
    own = page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="Læg i kalenderen").click()

    (entry,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert str(entry["SUMMARY"]) == event.title
    assert entry.decoded("DTSTART") == event.starts_at.replace(microsecond=0)
    assert faults(page) == []
    assert Registration.objects.get().user == person
    assert link_to(person.email, OWN) in own
    page.goto("/min-side/")
    expect(page.get_by_role("link", name=event.title)).to_be_visible()
    page.goto(event.get_absolute_url())
    expect(page.get_by_role("link", name="Se din tilmelding")).to_be_visible()


def test_axe_finds_nothing_on_the_pages_of_signing_up(open_page, event):
    page = open_page(width=390)
    sign_up = f"{event.get_absolute_url()}tilmeld/"
    found = faults_of(page, [event.get_absolute_url(), sign_up, f"{sign_up}igen/"])
    page.goto(sign_up)
    page.get_by_role("button", name="Tilmeld mig").click()
    expect(page.locator(".error-summary")).to_be_visible()
    found["errors"] = faults(page)
    for name, people in (("Karl Kløver", 2), ("Asta Æblegren", 1)):
        signs_up(page, event, name, people)
        heading(page, {2: "Du er tilmeldt"}.get(people, "Du er nr. 1 på ventelisten"))
        found[name] = faults(page)
        own = link_to(address_of(name), OWN)
        found |= faults_of(page, [event.get_absolute_url(), f"{own}ret/", f"{own}meld-fra/"])

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_where_an_event_is_arranged(open_page, event, live_server):
    RegistrationFactory(event=event, needs="Plads til en kørestol")
    editor = UserFactory(role=Role.EDITOR, department=event.department)
    page = come_to_work(open_page(), editor, live_server.url)
    names = ("change", "people", "telephone", "cancel", "outcome", "file_add", "history")
    pages = [reverse(f"admin:events_event_{name}", args=[event.pk]) for name in names]

    assert faults_of(page, [reverse("admin:events_event_add"), *pages]) == {}
