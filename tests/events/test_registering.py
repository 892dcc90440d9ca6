"""Who gets a seat, who waits, and who is the same person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from events.exceptions import CapacityBelowTaken, GroupTooLarge, NotEnoughSeats, SignUpClosed
from events.invariants import violations
from events.models import Event, Registration
from events.services import (
    accept_offer,
    cancel_registration,
    change_capacity,
    change_registration,
    lapse_offers,
    register,
    seats_left,
)
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
BY_PERSON = Registration.Ended.BY_PERSON


def sign_up(event, number=1, **more):
    values = {"name": "Karl Kløver", "email": f"karl{number}@example.dk", "at": timezone.now()}
    return register(event, **{**values, **more})


def cancel(registration, **more):
    values = {"ended": BY_PERSON, "at": timezone.now()}
    return cancel_registration(registration, **{**values, **more})


def statuses(event):
    rows = event.registrations.order_by("number")
    return [f"{row.number} {row.status}" for row in rows]


def actions(event):
    return list(event.history.order_by("pk").values_list("action", flat=True))


def kinds():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def state_of(event):
    """Return (taken, statuses), once the books agree."""
    assert {text: rows.count() for text, rows in violations().items() if rows.count()} == {}
    event.refresh_from_db()
    return event.taken, statuses(event)


# --- Signing up -----------------------------------------------------------------------------
def test_seats_are_given_in_order_and_then_people_wait():
    event = EventFactory(sign_up=True, capacity=2)

    for number in (1, 2, 3):
        sign_up(event, number)

    assert state_of(event) == (2, ["1 confirmed", "2 confirmed", "3 waiting"])
    assert actions(event) == ["registered", "registered", "waiting"]
    assert kinds() == ["events.registered", "events.registered", "events.waiting"]


def test_without_a_limit_nobody_waits():
    event = EventFactory(sign_up=True)

    sign_up(event, people=30)

    assert (seats_left(event), state_of(event)) == (None, (30, ["1 confirmed"]))


def test_a_group_larger_than_what_is_free_waits_and_nobody_passes_it():
    event = EventFactory(sign_up=True, capacity=4)
    sign_up(event, 1, people=2)

    group, single = sign_up(event, 2, people=3), sign_up(event, 3)

    assert (group.status, single.status) == ("waiting", "waiting")
    assert seats_left(event) == 0


def test_a_group_larger_than_the_event_is_told_so():
    event = EventFactory(sign_up=True, capacity=4)

    with pytest.raises(GroupTooLarge, match="kun 4 pladser i alt"):
        sign_up(event, people=5)

    assert state_of(event) == (0, [])


@pytest.mark.parametrize(
    "state",
    [
        {"sign_up": True, "draft": True},
        {"sign_up": True, "cancelled": True},
        {"sign_up": True, "held": True},
        {"sign_up": False},
        {"sign_up": True, "sign_up_opens_at": timezone.now() + timedelta(days=1)},
        {"sign_up": True, "sign_up_closes_at": timezone.now() - timedelta(minutes=1)},
    ],
)
def test_one_signs_up_only_while_it_is_open(state):
    event = EventFactory(**state)

    with pytest.raises(SignUpClosed):
        sign_up(event)

    assert (Registration.objects.count(), Message.objects.count(), actions(event)) == (0, 0, [])


def test_staff_enter_who_telephones_after_the_sign_up_but_not_after_the_start():
    by = UserFactory()
    closed = EventFactory(sign_up=True, sign_up_closes_at=timezone.now() - timedelta(hours=1))

    first = sign_up(closed, email="", by=by)
    second = sign_up(closed, email="", by=by)

    assert (first.number, second.number) == (1, 2)
    assert closed.history.first().by == by
    assert Message.objects.count() == 0
    with pytest.raises(SignUpClosed):
        sign_up(EventFactory(sign_up=True, held=True), email="", by=by)


# --- The same person ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "again", ["karl1@example.dk", "KARL1@Example.DK", "karl1+moede@example.dk"]
)
def test_the_same_mailbox_is_one_registration(again):
    event = EventFactory(sign_up=True)
    first = sign_up(event, form_key=uuid4())

    second = sign_up(event, email=again, name="En anden", people=9, form_key=uuid4())

    assert second == first
    assert (second.name, state_of(event)) == ("Karl Kløver", (1, ["1 confirmed"]))
    assert kinds() == ["events.registered", "events.link_again"]


@pytest.mark.parametrize("guest_first", [True, False])
def test_an_account_and_a_guest_with_its_address_are_one(guest_first):
    event, person = EventFactory(sign_up=True), UserFactory(email="asta@example.dk")
    forms = [{"user": None, "email": "Asta@example.dk"}, {"user": person, "email": person.email}]

    rows = [sign_up(event, **form) for form in (forms if guest_first else forms[::-1])]

    assert rows[0] == rows[1]
    row = Registration.objects.get()
    assert row.user == person


def test_an_account_that_has_changed_its_address_is_still_one():
    event, person = EventFactory(sign_up=True), UserFactory(email="asta@example.dk")
    sign_up(event, user=person, email=person.email)
    person.email = "asta@nyt.example.dk"
    person.save()

    sign_up(event, user=person, email=person.email)
    sign_up(event, email="ASTA@nyt.example.dk")

    assert state_of(event) == (1, ["1 confirmed"])


def test_an_unproven_account_does_not_take_over_a_guest():
    event, stranger = EventFactory(sign_up=True), UserFactory(confirmed=False)
    sign_up(event, email=stranger.email)

    sign_up(event, user=stranger, email=stranger.email)

    assert Registration.objects.get().user is None


def test_who_types_an_address_again_and_again_sends_one_mail_an_hour():
    event = EventFactory(sign_up=True)
    sign_up(event, form_key=uuid4())

    for _time in range(20):
        sign_up(event, form_key=uuid4())

    assert kinds().count("events.link_again") in (1, 2)  # the hour may turn


def test_a_form_sent_twice_is_one_registration_and_no_second_mail():
    event, key = EventFactory(sign_up=True), uuid4()

    rows = {sign_up(event, form_key=key), sign_up(event, form_key=key)}

    assert (len(rows), kinds()) == (1, ["events.registered"])


def test_who_has_cancelled_may_sign_up_again_at_the_end_of_the_line():
    event = EventFactory(sign_up=True, capacity=1)
    first, _second = sign_up(event, 1), sign_up(event, 2)
    cancel(first)

    again = sign_up(event, 1)

    assert (again.number, again.status) == (3, "waiting")


# --- The database itself --------------------------------------------------------------------
def test_the_database_refuses_one_seat_too_many_without_any_lock():
    event = EventFactory(sign_up=True, capacity=1)
    stale = Event.objects.get(pk=event.pk)
    event.take(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        stale.take(1)

    assert Event.objects.get().taken == 1


def test_the_database_refuses_the_same_mailbox_twice_but_knows_people_without_one():
    row = RegistrationFactory(email="asta@example.dk")
    RegistrationFactory(event=row.event, email="")
    RegistrationFactory(event=row.event, email="")

    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=row.event, email="ASTA@example.dk")


# --- Cancelling and offering ----------------------------------------------------------------
def test_a_freed_seat_is_offered_to_who_has_waited_longest():
    event = EventFactory(sign_up=True, capacity=1)
    rows = [sign_up(event, number) for number in (1, 2, 3)]

    cancel(rows[0])

    assert state_of(event) == (1, ["1 cancelled", "2 offered", "3 waiting"])
    assert actions(event)[-2:] == ["registration_cancelled", "offered"]
    assert kinds()[-2:] == ["events.registration_cancelled", "events.offered"]


def test_an_offer_lasts_as_long_as_the_event_says_but_not_beyond_its_beginning():
    at = timezone.now()
    long, short = (
        EventFactory(sign_up=True, capacity=1, offer_hours=hours, starts_at=at + timedelta(days=3))
        for hours in (24, 100)
    )
    for event in (long, short):
        first = sign_up(event, 1)
        sign_up(event, 2)
        cancel(first, at=at)

    until = [event.registrations.get(number=2).offer_expires_at for event in (long, short)]

    assert until == [at + timedelta(hours=24), at + timedelta(days=3)]


def test_a_newcomer_gets_no_seat_that_is_offered_to_somebody():
    event = EventFactory(sign_up=True, capacity=1)
    first, _second = sign_up(event, 1), sign_up(event, 2)
    cancel(first)

    newcomer = sign_up(event, 3)

    assert newcomer.status == "waiting"


def test_accepting_takes_the_seat_once():
    event = EventFactory(sign_up=True, capacity=1)
    first, second = sign_up(event, 1), sign_up(event, 2)
    cancel(first)

    accept_offer(second, at=timezone.now())
    accept_offer(second, at=timezone.now())

    assert state_of(event) == (1, ["1 cancelled", "2 confirmed"])
    assert actions(event).count("accepted") == 1


def test_declining_passes_the_offer_on():
    event = EventFactory(sign_up=True, capacity=1)
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    cancel(rows[0])

    cancel(rows[1])

    assert state_of(event) == (1, ["1 cancelled", "2 cancelled", "3 offered"])


@pytest.mark.parametrize("status", ["waiting", "cancelled"])
def test_only_who_is_offered_a_seat_can_take_one(status):
    row = RegistrationFactory(**{status: True})

    with pytest.raises(TransitionNotAllowed):
        accept_offer(row, at=timezone.now())

    row.refresh_from_db()
    assert row.status == status


def test_an_offer_can_be_taken_until_its_last_second_and_not_in_it():
    row = RegistrationFactory(offered=True)
    until = row.offer_expires_at

    with pytest.raises(TransitionNotAllowed, match="udløbet"):
        accept_offer(row, at=until)
    accept_offer(row, at=until - timedelta(seconds=1))

    row.refresh_from_db()
    assert row.status == "confirmed"


def test_an_offer_that_nobody_takes_goes_to_the_next_and_says_so_to_the_first():
    event = EventFactory(sign_up=True, capacity=1)
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    cancel(rows[0])
    late = timezone.now() + timedelta(hours=25)

    count = lapse_offers(at=late), lapse_offers(at=late)

    assert count == (1, 0)
    assert state_of(event) == (1, ["1 cancelled", "2 cancelled", "3 offered"])
    assert event.registrations.get(number=2).ended == "lapsed"
    assert kinds()[-2:] == ["events.lapsed", "events.offered"]


def test_an_offer_lapses_when_the_event_begins_and_goes_to_nobody():
    event = EventFactory(sign_up=True, capacity=1, offer_hours=500)
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    cancel(rows[0])

    lapse_offers(at=event.starts_at)

    assert state_of(event) == (0, ["1 cancelled", "2 cancelled", "3 waiting"])


def test_in_the_last_hours_a_seat_is_given_at_once():
    event = EventFactory(sign_up=True, capacity=1, starts_at=timezone.now() + timedelta(hours=23))
    first, _second = sign_up(event, 1), sign_up(event, 2)

    cancel(first)

    assert state_of(event) == (1, ["1 cancelled", "2 confirmed"])
    assert kinds()[-1] == "events.given"


@pytest.mark.parametrize(("hours", "third"), [(200, "3 waiting"), (20, "3 confirmed")])
def test_who_stands_behind_a_large_group_waits_along_until_the_last_hours(hours, third):
    event = EventFactory(
        sign_up=True, capacity=3, starts_at=timezone.now() + timedelta(hours=hours)
    )
    first = sign_up(event, 1)
    sign_up(event, 4, people=2)
    sign_up(event, 2, people=3)
    sign_up(event, 3)

    cancel(first)

    rows = statuses(event)
    assert rows[2] == "3 waiting"
    assert rows[3] == third.replace("3", "4", 1)


def test_a_group_at_the_front_that_becomes_smaller_gets_its_seats():
    event = EventFactory(sign_up=True, capacity=3)
    first, _other = sign_up(event, 1), sign_up(event, 2, people=2)
    group = sign_up(event, 3, people=3)
    cancel(first)

    group = change_registration(group, people=1, at=timezone.now())

    assert (group.status, state_of(event)[0]) == ("offered", 3)


def test_nobody_cancels_after_the_start():
    row = RegistrationFactory(event__held=True, event__sign_up=True)

    with pytest.raises(TransitionNotAllowed):
        cancel(row)

    row.refresh_from_db()
    assert row.status == "confirmed"


def test_cancelling_twice_frees_one_seat_and_sends_one_mail():
    row = RegistrationFactory(people=2)

    cancel(row)
    cancel(row)

    assert state_of(row.event) == (0, ["1 cancelled"])
    assert kinds() == ["events.registration_cancelled"]


def test_what_was_needed_is_forgotten_with_the_seat():
    row = RegistrationFactory(needs="Rampe til kørestol")

    cancel(row)

    row.refresh_from_db()
    assert row.needs == ""


# --- How many come --------------------------------------------------------------------------
def test_more_people_need_free_seats_and_fewer_free_them():
    event = EventFactory(sign_up=True, capacity=4)
    row = sign_up(event, 1, people=2)

    change_registration(row, people=4, at=timezone.now())
    waiting = sign_up(event, 2)
    with pytest.raises(GroupTooLarge):
        change_registration(row, people=5, at=timezone.now())
    change_registration(row, people=3, at=timezone.now())

    waiting.refresh_from_db()
    assert (waiting.status, state_of(event)[0]) == ("offered", 4)
    with pytest.raises(NotEnoughSeats, match="ikke flere ledige"):
        change_registration(row, people=4, at=timezone.now())


@pytest.mark.parametrize("status", ["offered", "waiting"])
def test_a_change_keeps_the_books_in_every_status(status):
    row = RegistrationFactory(event__capacity=5, event__takes_sign_up=True, **{status: True})

    change_registration(row, people=3, at=timezone.now())

    row.refresh_from_db()
    assert (row.people, state_of(row.event)[0]) == (3, 3 if status == "offered" else 0)


def test_a_cancelled_registration_is_not_changed():
    row = RegistrationFactory(cancelled=True)

    with pytest.raises(TransitionNotAllowed):
        change_registration(row, people=3, at=timezone.now())


# --- How many seats there are ---------------------------------------------------------------
def test_a_capacity_below_what_is_taken_is_refused_with_the_figures():
    event = RegistrationFactory(event__capacity=10, event__takes_sign_up=True, people=7).event

    with pytest.raises(CapacityBelowTaken, match="allerede givet 7 pladser.*kan ikke være 6"):
        change_capacity(event, 6, by=UserFactory(), at=timezone.now())

    event.refresh_from_db()
    assert (event.capacity, actions(event)) == (10, [])


@pytest.mark.parametrize(("capacity", "served"), [(1, 0), (3, 2), (None, 3)])
def test_new_seats_go_to_who_waits(capacity, served):
    event = EventFactory(sign_up=True, capacity=1)
    for number in (1, 2, 3, 4):
        sign_up(event, number)

    change_capacity(event, capacity, by=UserFactory(), at=timezone.now())

    assert state_of(event)[1] == [
        "1 confirmed",
        *(f"{number} {'offered' if number - 2 < served else 'waiting'}" for number in (2, 3, 4)),
    ]
    assert event.history.filter(action="capacity_changed").count() == (capacity != 1)


def test_seats_that_became_free_in_another_way_are_found_by_the_sweep():
    event = EventFactory(sign_up=True, capacity=1)
    sign_up(event, 1)
    sign_up(event, 2)
    Event.objects.filter(pk=event.pk).update(capacity=2)

    count = lapse_offers(at=timezone.now())

    assert (count, state_of(event)[1]) == (1, ["1 confirmed", "2 offered"])


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    event = EventFactory(sign_up=True)
    monkeypatch.setattr("events.services.registering.tell", lambda *_args, **_kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        sign_up(event)

    assert state_of(event) == (0, [])
    assert actions(event) == []
