"""Many at once for few seats. Real threads; a race means something on PostgreSQL only."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from events.invariants import violations
from events.models import Event, Registration
from events.services import (
    accept_offer,
    cancel_registration,
    change_capacity,
    lapse_offers,
    register,
)
from events.services.reminding import moment_of, remind
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.comments.test_races import all_at_once
from tests.events.factories import EventFactory, RegistrationFactory
from tests.hearings.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD, SEATS = 200, 20
# The threads of the control look, wait for the others, then write.
LONG_ENOUGH = 0.5
BY_PERSON = Registration.Ended.BY_PERSON


def signing_up(event, number, **more):
    values = {"name": "Karl", "email": f"karl{number}@example.dk", **more}

    def action():
        row = register(event, at=timezone.now(), **values)
        return row.number, str(row.status)

    return action


def cancelling(row):
    return lambda: cancel_registration(row, ended=BY_PERSON, at=timezone.now())


def sign_up_without_a_lock(event, number) -> None:
    """What a careless service would do: look, then write what it has counted itself."""
    with transaction.atomic():
        row = Event.objects.get(pk=event.pk)
        has_seat = row.taken < row.capacity
        time.sleep(LONG_ENOUGH)
        Registration.objects.create(
            event=row,
            number=number,
            name="Karl",
            email_key=f"karl{number}@example.dk",
            status="confirmed" if has_seat else "waiting",
        )
        Event.objects.filter(pk=event.pk).update(taken=row.taken + has_seat)


def take_without_a_lock(event) -> bool:
    try:
        with transaction.atomic():
            Event.objects.get(pk=event.pk).take(1)
    except IntegrityError:
        return False
    return True


def broken() -> dict[str, int]:
    return {text: rows.count() for text, rows in violations().items() if rows.count()}


def in_order(event) -> list[str]:
    return [str(status) for status in event.registrations.order_by("number").values_list(
        "status", flat=True
    )]  # fmt: skip


def test_two_hundred_for_twenty_seats_are_twenty_and_a_hundred_and_eighty_who_wait_in_order():
    event = EventFactory(sign_up=True, capacity=SEATS)

    told = all_at_once([signing_up(event, number) for number in range(CROWD)])

    event.refresh_from_db()
    assert (event.taken, event.last_registration_number) == (SEATS, CROWD)
    assert in_order(event) == ["confirmed"] * SEATS + ["waiting"] * (CROWD - SEATS)
    assert sorted(told) == [
        (number, "confirmed" if number <= SEATS else "waiting") for number in range(1, CROWD + 1)
    ]
    arrived = list(event.registrations.order_by("number").values_list("pk", flat=True))
    assert arrived == sorted(arrived)
    assert Counter(Message.objects.values_list("kind", flat=True)) == {
        "events.registered": SEATS,
        "events.waiting": CROWD - SEATS,
    }
    assert broken() == {}


def test_without_the_lock_the_event_would_be_overbooked():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    event = EventFactory(sign_up=True, capacity=5)

    at_once([lambda n=number: sign_up_without_a_lock(event, n) for number in range(1, 41)])

    assert event.registrations.confirmed().count() > 5
    assert "an event counts other seats than it has given" in broken()


def test_whoever_forgets_the_lock_is_refused_by_the_database():
    event = EventFactory(sign_up=True, capacity=SEATS)

    taken = all_at_once([lambda: take_without_a_lock(event)] * 60)

    event.refresh_from_db()
    assert Counter(taken) == {True: SEATS, False: 40}
    assert event.taken == SEATS


def test_ten_cancellations_against_fifty_newcomers_promote_the_first_ten_who_wait():
    event = EventFactory(sign_up=True, capacity=SEATS)
    rows = [RegistrationFactory(event=event, waiting=number >= SEATS) for number in range(45)]
    newcomers = [signing_up(event, f"-ny{number}") for number in range(50)]
    going = [cancelling(row) for row in rows[:10]]
    mixed = [*newcomers[:20], *going[:5], *newcomers[20:], *going[5:]]

    all_at_once(mixed)

    event.refresh_from_db()
    assert event.taken == SEATS
    assert in_order(event) == [
        *["cancelled"] * 10, *["confirmed"] * 10, *["offered"] * 10, *["waiting"] * 65,
    ]  # fmt: skip
    offers = Message.objects.filter(kind="events.offered").values_list("about_pk", flat=True)
    assert sorted(map(int, offers)) == [row.pk for row in rows[SEATS : SEATS + 10]]
    assert broken() == {}


def test_one_person_who_signs_up_fifty_times_at_once_is_one():
    event, person = EventFactory(sign_up=True), UserFactory(email="asta@example.dk")
    guests = [signing_up(event, 0, email=email) for email in ("asta@example.dk", "ASTA@example.dk")]
    account = signing_up(event, 0, email=person.email, user=person)

    numbers = all_at_once([*guests, account] * 17)

    event.refresh_from_db()
    assert set(numbers) == {(1, "confirmed")}
    assert (event.taken, event.registrations.count()) == (1, 1)


def test_an_offer_is_either_taken_or_passed_on():
    until = timezone.now() + timedelta(seconds=30)
    for _round in range(8):
        event = EventFactory(sign_up=True, capacity=1)
        row = RegistrationFactory(event=event, offered=True, offer_expires_at=until)
        RegistrationFactory(event=event, waiting=True)

        at_once([
            lambda row=row: suppressed(accept_offer, row, at=until - timedelta(seconds=1)),
            lambda: lapse_offers(at=until),
        ])  # fmt: skip

        assert in_order(event) in (["confirmed", "waiting"], ["cancelled", "offered"])
    assert broken() == {}


def suppressed(action, *args, **kwargs) -> str:
    try:
        action(*args, **kwargs)
    except Exception as error:  # noqa: BLE001  (who comes second is told)
        return type(error).__name__
    return ""


def test_fewer_seats_and_more_people_at_once_never_meet():
    for _round in range(5):
        event = EventFactory(sign_up=True, capacity=10)
        shrinking = [lambda e=event: suppressed(change_capacity, e, 5, by=None, at=timezone.now())]

        at_once([*shrinking, *(signing_up(event, number) for number in range(10))])

        event.refresh_from_db()
        assert event.taken <= event.capacity
        assert event.taken == event.registrations.confirmed().count()


def test_two_beats_remind_each_person_once():
    event = EventFactory(sign_up=True, reminder_days=[1])
    long_ago = event.starts_at - timedelta(days=60)
    for _number in range(30):
        RegistrationFactory(event=event, created_at=long_ago, confirmed_at=long_ago)
    moment = moment_of(event, 1)

    written = all_at_once([lambda: remind(at=moment)] * 6)

    assert Message.objects.filter(kind="events.reminder").count() == 30
    assert sum(written) >= 30
