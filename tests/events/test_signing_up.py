"""Signing up on the pages: as a visitor, with an account, and by the private link."""

from datetime import timedelta

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.tokens import new_stamp
from events.links import registration_of, token_for
from events.models import Event, Registration
from events.services import cancel_registration, register
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LINK = "https://skaerm.example.dk/rum"
TRAPPED = "Et skjult felt var udfyldt. Se felterne efter, og send igen."
TOO_FAST = "Det gik for hurtigt. Vent et øjeblik, og send igen."


def address(event: Event) -> str:
    return reverse("events:sign_up", args=[event.pk, event.slug])


def own(registration: Registration, page: str = "registration") -> str:
    return reverse(f"events:{page}", args=[token_for(registration)])


def typed(event: Event, *, age=timedelta(minutes=5), **values):
    stamp = new_stamp(f"sign-up-{event.pk}", at=timezone.now() - age)
    written = {"name": "Karl Kløver", "email": "karl@example.dk", "people": 1, **values}
    return {"stamp": stamp, **written}


def send(client, event: Event, **values):
    return client.post(address(event), typed(event, **values))


def errors_of(response) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def part_of_event_page(event: Event, *, person=None) -> str:
    """Return what the page of an event says about signing up."""
    request = RequestFactory().get("/")
    request.session_person = person
    template = Template('{% include "events/_sign_up.html" %}')
    return template.render(Context({"event": event, "at": timezone.now(), "request": request}))


# --- A visitor ------------------------------------------------------------------------------
def test_a_visitor_signs_up_and_sees_the_receipt(client):
    event = EventFactory(sign_up=True, capacity=20, asks_needs=True, online_url=LINK)

    form = client.get(address(event))
    sent = send(client, event, people=3, organisation="Kløverskolen", needs="Rampe")
    receipt = client.get(sent.headers["Location"])

    row = Registration.objects.get()
    assert (form.status_code, sent.status_code, receipt.status_code) == (200, 302, 200)
    assert "Der er 20 ledige pladser." in form.content.decode()
    assert sent.headers["Location"] == own(row)
    assert (row.name, row.email, row.people, row.organisation, row.needs, row.user) == (
        "Karl Kløver", "karl@example.dk", 3, "Kløverskolen", "Rampe", None,
    )  # fmt: skip
    page = receipt.content.decode()
    assert "Der er 3 pladser til jer." in page
    assert LINK in page
    assert receipt.headers["Cache-Control"] == "private, no-store"


def test_who_comes_too_late_sees_their_number_on_the_waiting_list(client):
    event = EventFactory(sign_up=True, capacity=1, online_url=LINK)
    for number in (1, 2):
        RegistrationFactory(event=event, waiting=number == 2)

    form = client.get(address(event)).content.decode()
    receipt = client.get(send(client, event).headers["Location"]).content.decode()

    assert "Skriver du dig på ventelisten nu, er du nr. 2." in form
    assert "<h1>Du er nr. 2 på ventelisten</h1>" in receipt
    assert LINK not in receipt


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": ""}, {"name": ["Skriv dit navn."]}),
        ({"name": "a@b.dk"}, {"name": ["Skriv dit navn, ikke din mailadresse."]}),
        ({"email": ""}, {"email": ["Skriv din mailadresse."]}),
        ({"people": 0}, {"people": ["Skriv mindst 1."]}),
        ({"people": "to"}, {"people": ["Skriv et helt tal, fx 2."]}),
        ({"people": 6}, {"people": ["Der er kun 5 pladser i alt. Skriv et mindre antal."]}),
        ({"homepage": "x"}, {"__all__": [TRAPPED]}),
        ({"age": timedelta(0)}, {"__all__": [TOO_FAST]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stands_there(client, wrong, errors):
    event = EventFactory(sign_up=True, capacity=5)

    response = send(client, event, **{"organisation": "Kløverskolen", **wrong})

    assert errors_of(response) == errors
    assert 'value="Kløverskolen"' in response.content.decode()
    assert Registration.objects.count() == 0


def test_a_cpr_number_is_refused_wherever_it_is_written(client):
    event = EventFactory(sign_up=True, asks_needs=True)
    fields = ("name", "organisation", "needs")

    response = send(client, event, **dict.fromkeys(fields, "Karl 010190-1234"))

    assert set(errors_of(response)) == set(fields)


def test_an_old_form_is_shown_again_with_a_new_stamp_that_works(client):
    event = EventFactory(sign_up=True)

    old = send(client, event, age=timedelta(hours=25))
    with time_machine.travel(timezone.now() + timedelta(seconds=10), tick=False):
        again = client.post(address(event), {**typed(event), "stamp": old.context["stamp"]})

    assert "Formularen er for gammel." in old.content.decode()
    assert again.headers["Location"] == own(Registration.objects.get())


def test_a_double_click_is_one_registration_with_one_receipt(client):
    event = EventFactory(sign_up=True)
    form = typed(event)

    places = {client.post(address(event), form).headers["Location"] for _time in range(2)}

    row = Registration.objects.get()
    assert places == {own(row)}


def test_a_known_mailbox_is_not_opened_to_who_typed_it(client):
    event = EventFactory(sign_up=True)
    row = RegistrationFactory(event=event, email="karl@example.dk")

    response = send(client, event, email="KARL@example.dk", name="En fremmed", people=4)
    page = client.get(response.headers["Location"]).content.decode()

    assert response.headers["Location"] == reverse(
        "events:signed_up_already", args=[event.pk, event.slug]
    )
    assert "Mailadressen er tilmeldt i forvejen" in page
    assert token_for(row) not in page
    assert [mail.kind for mail in Message.objects.all()] == ["events.link_again"]


def test_a_sign_up_that_closes_while_somebody_writes_is_said(client):
    event = EventFactory(sign_up=True)
    form = typed(event)
    Event.objects.update(sign_up_closes_at=timezone.now() - timedelta(seconds=1))

    response = client.post(address(event), form)

    assert response.status_code == 409
    assert "Tilmeldingen lukkede, mens du skrev." in response.content.decode()
    assert 'value="Karl Kløver"' in response.content.decode()


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ({"cancelled": True}, "Arrangementet er aflyst"),
        ({"held": True}, "Tilmeldingen er slut"),
        ({"takes_sign_up": False}, "Der er ingen tilmelding"),
        ({"sign_up_opens_at": timezone.now() + timedelta(days=1)}, "ikke åbnet endnu"),
    ],
)
def test_without_a_sign_up_there_is_no_form(client, state, heading):
    event = EventFactory(**{"takes_sign_up": True, **state})

    page = client.get(address(event)).content.decode()

    assert heading in page
    assert "<form action" not in page.partition("<main")[2]


def test_nobody_finds_the_form_of_a_draft(client):
    event = EventFactory(sign_up=True, draft=True)

    assert client.get(address(event)).status_code == 404
    assert send(client, event).status_code == 404


def test_one_address_cannot_sign_up_half_the_town(client, monkeypatch):
    monkeypatch.setattr("events.views.signing_up.SIGNED_UP_PER_HOUR", 1)
    event = EventFactory(sign_up=True)

    first, second = (send(client, event, email=f"k{n}@example.dk") for n in (1, 2))

    assert (first.status_code, second.status_code) == (302, 429)
    assert 'value="Karl Kløver"' in second.content.decode()


# --- With an account ------------------------------------------------------------------------
def test_an_account_is_known_and_written_to_at_its_own_address():
    event, person = EventFactory(sign_up=True), UserFactory(email="asta@example.dk")
    client = logged_in(person)

    form = client.get(address(event)).content.decode()
    sent = send(client, event, name="Asta Æblegren", email="en@anden.dk")

    row = Registration.objects.get()
    assert 'value="Asta Marie Æblegren"' in form
    assert 'name="email"' not in form
    assert (row.user, row.email, sent.headers["Location"]) == (person, person.email, own(row))


def test_an_account_finds_what_it_has_signed_up_for_instead_of_the_form():
    person = UserFactory(email="asta@example.dk")
    event = EventFactory(sign_up=True)
    guest = RegistrationFactory(event=event, email="Asta@example.dk")
    client = logged_in(person)

    led = client.get(address(event))
    sent = send(client, event)

    assert (led.headers["Location"], sent.headers["Location"]) == (own(guest), own(guest))
    assert "Mine tilmeldinger" in client.get(reverse("portal:mypage")).content.decode()


# --- The private link -----------------------------------------------------------------------
def test_only_the_signed_link_opens_a_registration(client):
    row = RegistrationFactory()
    token = token_for(row)

    statuses = [
        client.get(reverse("events:registration", args=[text])).status_code
        for text in (token, f"{token}x", str(row.pk), token.replace(f"{row.pk}.", "9.", 1))
    ]

    assert statuses == [200, 404, 404, 404]


def test_the_link_of_who_is_forgotten_opens_nothing(client):
    row = RegistrationFactory()
    Registration.objects.all().forget_people(at=timezone.now())

    assert client.get(own(row)).status_code == 404
    assert registration_of(token_for(row)) is None


@pytest.mark.parametrize("page", ["registration", "registration_change", "registration_cancel"])
def test_opening_a_page_changes_nothing(client, page):
    row = RegistrationFactory(offered=True)

    response = client.get(own(row, page))

    row.refresh_from_db()
    assert (response.status_code, row.status) == (200, "offered")
    assert Message.objects.count() == 0


def test_one_cancels_by_the_link_and_the_next_is_offered_the_seat(client):
    event = EventFactory(sign_up=True, capacity=1)
    row, next_one = RegistrationFactory(event=event), RegistrationFactory(event=event, waiting=True)

    response = client.post(own(row, "registration_cancel"), follow=True)

    next_one.refresh_from_db()
    assert "<h1>Du er meldt fra</h1>" in response.content.decode()
    assert next_one.status == "offered"


def test_one_takes_an_offer_by_the_button_of_its_page(client):
    row = RegistrationFactory(offered=True, event__capacity=1, event__takes_sign_up=True)
    page = client.get(own(row)).content.decode()

    taken = client.post(own(row, "registration_accept"), follow=True)

    assert own(row, "registration_accept") in page
    assert "<h1>Du er tilmeldt</h1>" in taken.content.decode()


def test_an_offer_that_is_over_is_a_conflict_and_says_so(client):
    row = RegistrationFactory(offered=True, offer_expires_at=timezone.now())

    response = client.post(own(row, "registration_accept"))
    page = client.get(own(row)).content.decode()

    assert response.status_code == 409
    assert "<h1>Tilbuddet er udløbet</h1>" in page


def test_one_changes_how_many_come_within_what_is_free(client):
    row = RegistrationFactory(event__capacity=3, event__takes_sign_up=True)
    RegistrationFactory(event=row.event)

    refused = client.post(own(row, "registration_change"), {"people": 3})
    saved = client.post(own(row, "registration_change"), {"people": 2})

    row.refresh_from_db()
    assert errors_of(refused) == {"people": ["Der er kun 1 plads mere. Skriv et mindre antal."]}
    assert (saved.status_code, row.people) == (302, 2)


def test_after_the_start_the_pages_only_show(client):
    row = RegistrationFactory(event__held=True, event__takes_sign_up=True)

    statuses = [
        client.get(own(row, page)).status_code
        for page in ("registration", "registration_change", "registration_cancel")
    ]

    assert statuses == [200, 302, 302]
    assert client.post(own(row, "registration_cancel")).status_code == 409
    assert client.post(own(row, "registration_change"), {"people": 1}).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_own_page_costs_the_same_for_few_and_many(client, count, django_assert_num_queries):
    event = EventFactory(sign_up=True, capacity=1)
    rows = [RegistrationFactory(event=event, waiting=True) for _number in range(count)]

    with django_assert_num_queries(2):
        client.get(own(rows[-1]))


# --- On the page of the event ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({"capacity": 5}, "Der er 5 ledige pladser."),
        ({}, "Der er plads til alle"),
        ({"sign_up_opens_at": timezone.now() + timedelta(days=1)}, "Du kan tilmelde dig fra"),
        ({"sign_up_closes_at": timezone.now() - timedelta(days=1)}, "Tilmeldingen er slut."),
    ],
)
def test_the_event_says_whether_there_is_room(state, says):
    assert says in part_of_event_page(EventFactory(sign_up=True, **state))


@pytest.mark.parametrize("state", [{"cancelled": True}, {"takes_sign_up": False}])
def test_an_event_without_sign_up_says_nothing_of_it(state):
    event = EventFactory(**{"takes_sign_up": True, **state})

    assert part_of_event_page(event).strip() == ""


def test_newcomers_are_told_that_they_would_wait_when_somebody_does():
    event = EventFactory(sign_up=True, capacity=5)
    RegistrationFactory(event=event, waiting=True, people=5)
    RegistrationFactory(event=event)

    assert "Alle pladser er taget." in part_of_event_page(event)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({}, "Du er tilmeldt"),
        ({"waiting": True}, "Du er på ventelisten"),
        ({"offered": True}, "Svar på tilbuddet"),
    ],
)
def test_who_is_signed_up_is_led_to_their_registration(state, says):
    person = UserFactory()
    row = RegistrationFactory(user=person, email=person.email, **state)

    part = part_of_event_page(row.event, person=person)
    strangers = part_of_event_page(row.event, person=UserFactory())

    assert says in part
    assert own(row) in part
    assert own(row) not in strangers


@pytest.mark.parametrize("count", [1, 3])
def test_a_visitor_costs_one_question(count, django_assert_num_queries):
    event = EventFactory(sign_up=True, capacity=30)
    for number in range(count):
        register(event, name="Karl", email=f"k{number}@example.dk", at=timezone.now())

    with django_assert_num_queries(1):
        part_of_event_page(event)


def test_what_the_municipality_cancels_is_said_with_its_reason(client):
    row = RegistrationFactory()
    cancel_registration(
        row, ended="by_staff", reason="Dobbelt tilmelding", by=UserFactory(), at=timezone.now()
    )

    assert Message.objects.get().context == {"reason": "Dobbelt tilmelding"}
    assert row.event.history.get().note == "Dobbelt tilmelding"
