"""What is known about who signs up, and when it is deleted."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from core.clock import end_of_day, local_date
from events.invariants import violations
from events.models import Event, Registration
from events.mypage import registrations_of
from events.personal import forget, personal_data_of
from events.services.retention import KEPT_DAYS
from events.tasks import tidy
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
NEEDS = "Rampe til kørestol"


def person_with_registrations():
    """Return a person who signed up with the account, and once as a guest."""
    person = UserFactory(email="asta@example.dk")
    event = EventFactory(sign_up=True, capacity=1)
    RegistrationFactory(event=event, user=person, email=person.email, needs=NEEDS)
    RegistrationFactory(event=event, waiting=True)
    RegistrationFactory(email="ASTA@example.dk", event__held=True, event__takes_sign_up=True)
    RegistrationFactory()
    return person, event


def test_a_person_is_told_all_registrations_also_those_without_the_account():
    person, event = person_with_registrations()

    data = personal_data_of(person)["registrations"]

    assert [row["email"] for row in data] == ["asta@example.dk", "ASTA@example.dk"]
    assert data[0]["event"] == {"number": event.pk, "title": event.title}
    assert data[0]["needs"] == NEEDS


def test_min_side_shows_what_is_to_come():
    person, event = person_with_registrations()
    cancelled = RegistrationFactory(user=person, cancelled=True)

    mine = registrations_of(person, timezone.now(), emails=[person.email])

    assert [row.registration.event for row in mine] == [event]
    assert mine[0].state == "Du er tilmeldt."
    assert cancelled not in [row.registration for row in mine]


@pytest.mark.parametrize("count", [1, 3])
def test_min_side_costs_the_same_for_few_and_many(count, django_assert_num_queries):
    person = UserFactory()
    for _number in range(count):
        RegistrationFactory(user=person)

    with django_assert_num_queries(1):
        assert len(registrations_of(person, timezone.now(), emails=[person.email])) == count


def test_who_is_forgotten_leaves_no_name_and_the_seat_goes_on():
    person, event = person_with_registrations()

    forget(person)

    mine = Registration.objects.exclude(forgotten_at=None)
    assert (
        list(mine.values_list("name", "email", "email_key", "needs", "user"))
        == [("", "", "", "", None)] * 2
    )
    assert [row.status for row in event.registrations.order_by("number")] == [
        "cancelled", "offered",
    ]  # fmt: skip
    assert Registration.objects.filter(forgotten_at=None).exclude(name="").count() == 2
    assert event.history.filter(action="forgotten").count() == 1
    assert {text: rows.count() for text, rows in violations().items() if rows.count()} == {}


def test_two_who_are_forgotten_may_have_come_to_the_same_event():
    event = EventFactory(sign_up=True, held=True)
    for _number in range(2):
        RegistrationFactory(event=event)

    Registration.objects.all().forget_people(at=timezone.now())

    assert event.registrations.active().count() == 2


@pytest.mark.parametrize(("days", "kept"), [(0, True), (1, False)])
def test_needs_are_deleted_the_day_after(days, kept, time_machine):
    row = RegistrationFactory(needs=NEEDS)
    time_machine.move_to(end_of_day(local_date(row.event.ends_at)) - timedelta(minutes=1))
    if days:
        time_machine.move_to(end_of_day(local_date(row.event.ends_at)) + timedelta(minutes=1))

    tidy()
    tidy()

    row.refresh_from_db()
    assert (row.needs, row.name != "") == (NEEDS if kept else "", True)
    assert row.event.history.filter(action="needs_deleted").count() == (0 if kept else 1)


@pytest.mark.parametrize(("days", "kept"), [(KEPT_DAYS - 1, True), (KEPT_DAYS + 1, False)])
def test_names_are_deleted_a_year_after_the_event(days, kept, time_machine):
    row = RegistrationFactory(people=3)
    time_machine.move_to(row.event.ends_at + timedelta(days=days))

    tidy()
    tidy()

    row.refresh_from_db()
    assert (row.name != "", row.email != "", row.people) == (kept, kept, 3)
    assert row.event.history.filter(action="forgotten").count() == (0 if kept else 1)
    assert Message.objects.count() == 0


# --- What must always be true ---------------------------------------------------------------
def nothing(row):
    """The control: all is well."""


def loses_count(row):
    Event.objects.update(taken=models.F("taken") + 1)


def loses_numbers(row):
    Event.objects.update(last_registration_number=0)


def is_called_off(row):
    Event.objects.update(status="cancelled", cancelled_reason="Storm")


def keeps_a_name(row):
    Registration.objects.update(forgotten_at=timezone.now())


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (nothing, []),
        (loses_count, ["an event counts other seats than it has given"]),
        (loses_numbers, ["an event would give a number again"]),
        (is_called_off, ["somebody is signed up for a cancelled event"]),
        (keeps_a_name, ["somebody who is forgotten has a name"]),
    ],
)
def test_what_is_not_true_any_more_is_found(damage, found):
    row = RegistrationFactory()

    damage(row)

    assert [text for text, rows in violations().items() if rows.count()] == found
