"""What people are told about what they signed up for, and when it is no longer wanted."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.utils import timezone

from events.links import private_url
from events.models import Event, Registration
from events.services import (
    accept_offer,
    cancel_event,
    cancel_registration,
    change_event,
    lapse_offers,
    register,
)
from notifications.delivery import relay
from notifications.kinds import Lane, all_kinds
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LINK = "https://skaerm.example.dk/rum"


def sign_up(event, number=1, **more):
    values = {"name": "Karl Kløver", "email": f"karl{number}@example.dk", "at": timezone.now()}
    return register(event, **{**values, **more})


def sent() -> list[str]:
    """Let everything leave; return to whom, and under which heading."""
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=10)
    return [f"{message.to[0]}: {message.subject}" for message in mail.outbox]


def bodies(number: int = 0) -> tuple[str, str]:
    message = mail.outbox[number]
    return message.body, message.alternatives[0][0]


def move(event, **more) -> None:
    change_event(event, by=UserFactory(), at=timezone.now(), **more)


# --- What each mail says --------------------------------------------------------------------
def test_the_receipt_has_the_link_the_time_the_place_and_the_way_out():
    event = EventFactory(sign_up=True, title="Byvandring", online_url=LINK)
    row = sign_up(event)

    told = sent()

    assert told == ["karl1@example.dk: Du er tilmeldt: Byvandring"]
    for body in bodies():
        assert private_url(row) in body
        assert private_url(row, "registration_ics") in body
        assert "Kantinen på rådhuset" in body
        assert LINK in body
        assert "Karl Kløver" not in body  # what was typed, to an address that may be a stranger's


def test_who_waits_is_told_their_number_and_not_the_link_on_screen():
    event = EventFactory(sign_up=True, capacity=1, title="Camp", online_url=LINK)
    sign_up(event, 1)
    row = sign_up(event, 2)
    Message.objects.filter(email="karl1@example.dk").delete()

    told = sent()

    assert told == ["karl2@example.dk: Du står på ventelisten: Camp"]
    for body in bodies():
        assert "Du er nr. 1 på ventelisten." in body
        assert private_url(row) in body
        assert LINK not in body


def test_a_mail_in_english_leads_to_english_pages():
    row = sign_up(EventFactory(sign_up=True), language="en")

    sent()

    assert f"{settings.SITE_URL}/en/arrangementer/tilmelding/" in bodies()[0]
    assert row.language == "en"


def test_an_account_is_told_at_the_address_it_has_when_the_mail_leaves():
    person = UserFactory(email="asta@example.dk")
    sign_up(EventFactory(sign_up=True, title="Camp"), email=person.email, user=person)
    person.emailaddress_set.update(email="asta@nyt.example.dk")

    assert sent() == ["asta@nyt.example.dk: Du er tilmeldt: Camp"]


def test_an_offer_its_lapse_and_the_next_offer_are_told_in_turn():
    event = EventFactory(sign_up=True, capacity=1, title="Camp")
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    Message.objects.all().delete()

    cancel_registration(rows[0], ended="by_person", at=timezone.now())
    sent()
    later = timezone.now() + timedelta(hours=25)
    with time_machine.travel(later, tick=False):
        lapse_offers(at=later)
        told = sent()

    assert [line.partition(" senest")[0] for line in told] == [
        "karl1@example.dk: Du er meldt fra: Camp",
        "karl2@example.dk: Der er en plads til dig: svar",
        "karl2@example.dk: Pladsen er gået videre: Camp",
        "karl3@example.dk: Der er en plads til dig: svar",
    ]


def test_a_move_is_told_to_all_who_come_or_wait_and_only_the_newest():
    event = EventFactory(sign_up=True, capacity=1, title="Camp")
    RegistrationFactory(event=event, email="a@example.dk")
    RegistrationFactory(event=event, email="b@example.dk", waiting=True)
    RegistrationFactory(event=event, email="c@example.dk", cancelled=True)

    move(event, place="Biblioteket")
    move(event, place="Musikteatret")

    assert sorted(sent()) == [
        "a@example.dk: Ny tid eller nyt sted: Camp",
        "b@example.dk: Ny tid eller nyt sted: Camp",
    ]
    assert all("Musikteatret" in body for body in bodies())


def test_a_cancelled_event_is_told_to_all_once_with_the_reason():
    event = EventFactory(sign_up=True, capacity=1, title="Camp")
    RegistrationFactory(event=event, email="a@example.dk")
    RegistrationFactory(event=event, email="b@example.dk", waiting=True)

    cancel_event(event, reason="Stormen kom.", by=UserFactory(), at=timezone.now())

    assert sorted(sent()) == ["a@example.dk: Aflyst: Camp", "b@example.dk: Aflyst: Camp"]
    assert all("Stormen kom." in body for body in bodies())
    event.refresh_from_db()
    assert event.taken == 0
    assert set(event.registrations.values_list("ended", flat=True)) == {"event_cancelled"}


@pytest.mark.parametrize(("count", "queries"), [(1, 4), (40, 4)])
def test_telling_many_of_a_move_asks_no_more_than_telling_one(
    count, queries, django_assert_max_num_queries
):
    event = EventFactory(sign_up=True)
    for _number in range(count):
        RegistrationFactory(event=event)
    by = UserFactory()

    with django_assert_max_num_queries(queries + 8):
        change_event(event, place="Biblioteket", by=by, at=timezone.now())

    assert Message.objects.count() == count


def test_what_looks_like_a_link_in_a_title_or_a_reason_is_only_text():
    trap = "Se evil.example/login og http://evil.example"
    event = EventFactory(sign_up=True, title=trap, place=trap, contact=trap)
    RegistrationFactory(event=event)

    cancel_event(event, reason=trap, by=UserFactory(), at=timezone.now())
    sent()

    for body in bodies():
        assert "evil.example" not in body
        assert "http://evil" not in body


# --- When it is no longer wanted ------------------------------------------------------------
def cancels(row):
    cancel_registration(row, ended="by_person", at=timezone.now())
    Message.objects.filter(kind="events.registration_cancelled").delete()


def is_forgotten(row):
    Registration.objects.all().forget_people(at=timezone.now())


def begins(row):
    Event.objects.update(starts_at=timezone.now() - timedelta(minutes=1))


@pytest.mark.parametrize("meanwhile", [cancels, is_forgotten, begins])
def test_a_receipt_that_waited_does_not_leave_when_it_is_no_longer_true(meanwhile):
    row = sign_up(EventFactory(sign_up=True))

    meanwhile(row)

    assert sent() == []


def test_an_offer_that_was_answered_is_not_sent_any_more():
    event = EventFactory(sign_up=True, capacity=1)
    first, second = sign_up(event, 1), sign_up(event, 2)
    cancel_registration(first, ended="by_person", at=timezone.now())
    Message.objects.exclude(kind="events.offered").delete()

    accept_offer(second, at=timezone.now())

    assert sent() == []


def test_strangers_cannot_fill_a_mailbox_with_receipts():
    for number in range(30):
        sign_up(EventFactory(sign_up=True), email=f"asta+{number}@example.dk")

    assert len(sent()) == 5
    assert Message.objects.filter(state=Message.State.CANCELLED).count() == 10


def test_every_kind_of_this_app_has_its_three_templates():
    kinds = [kind for kind in all_kinds() if kind.code.startswith("events.")]
    endings = ("subject.txt", "body.txt", "body.html")

    missing = [
        f"{kind.template}_{ending}"
        for kind in kinds
        for ending in endings
        if not Path("templates", f"{kind.template}_{ending}").is_file()
    ]

    assert len(kinds) == 10
    assert missing == []
