"""Signing up for an event, taking an offer and cancelling, without JavaScript, in a browser."""

import pytest
from django.urls import reverse

from events.links import token_for
from events.models import Registration
from tests.e2e.axe import faults
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def own(row: Registration) -> str:
    return reverse("events:registration", args=[token_for(row)])


def test_a_visitor_signs_up_and_cancels_and_who_waits_takes_the_seat(open_page):
    event = EventFactory(sign_up=True, capacity=2, asks_needs=True)
    RegistrationFactory(event=event)
    page = open_page(javascript=False)

    page.goto(event.get_absolute_url())
    page.get_by_role("link", name="Tilmeld dig").click()
    page.get_by_label("Dit navn").fill("Karl Kløver")
    page.get_by_label("Din mail").fill("karl@example.dk")
    page.wait_for_timeout(2100)  # nobody types faster
    page.get_by_role("button", name="Tilmeld mig").click()
    page.get_by_role("heading", name="Du er tilmeldt").wait_for()
    event.refresh_from_db()
    waiting = RegistrationFactory(event=event, waiting=True)
    page.get_by_role("link", name="Meld fra").click()
    page.get_by_role("button", name="Meld fra").click()
    page.get_by_role("heading", name="Du er meldt fra").wait_for()
    page.goto(own(waiting))
    page.get_by_role("button", name="Ja tak, jeg tager pladsen").click()
    page.get_by_role("heading", name="Du er tilmeldt").wait_for()

    waiting.refresh_from_db()
    assert waiting.status == "confirmed"
    assert Registration.objects.get(email="karl@example.dk").ended == "by_person"


def test_the_pages_of_signing_up_have_no_faults(open_page):
    event = EventFactory(sign_up=True, capacity=2, asks_needs=True, contact="Plan, 43 68 60 00")
    rows = [
        RegistrationFactory(event=event, email="a@example.dk"),
        RegistrationFactory(event=event, offered=True),
        RegistrationFactory(event=event, waiting=True),
    ]
    form = reverse("events:sign_up", args=[event.pk, event.slug])
    own_pages = [own(row) for row in rows]
    more = [f"{own_pages[0]}ret/", f"{own_pages[0]}meld-fra/", f"{form}igen/"]
    page = open_page()

    found = {path: faults(page, path) for path in (form, *own_pages, *more)}
    page.goto(form)
    page.get_by_role("button", name="Skriv mig på ventelisten").click()
    found["errors"] = faults(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
