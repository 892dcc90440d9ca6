"""Many at once for few seats in a session. Real threads; a race means something on PostgreSQL."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from events.invariants import violations
from events.models import Event, Registration
from events.services import cancel_event, cancel_registration
from events.services.reminding import moment_of, remind
from notifications.models import Message
from seminars.models import SessionChoice
from seminars.services.choosing import change_choices
from seminars.services.signing_up import sign_up
from tests.accounts.factories import UserFactory
from tests.comments.test_races import all_at_once
from tests.events.test_signup_races import suppressed
from tests.hearings.test_races import at_once
from tests.seminars.factories import SeminarFactory, SessionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
# SQLite lets one write at a time: a smaller crowd says the same there.
CROWD, SEATS = (800, 100) if connection.vendor == "postgresql" else (160, 60)
WORKERS = 40
# The threads of the control look, wait for the others, then write.
LONG_ENOUGH = 0.5
BY_PERSON = Registration.Ended.BY_PERSON


def signing_up(seminar, number, *sessions, **more):
    values = {"name": "Karl", "email": f"karl{number}@example.dk", **more}
    days = list(seminar.days.all())

    def action():
        (place,) = sign_up(seminar, days=days, sessions=sessions, at=timezone.now(), **values)
        return place.number, str(place.status)

    return action


def few(seminar, seats):
    return SessionFactory(seminar=seminar, few=True, event__capacity=seats)


def shared_out(actions) -> list:
    """Let forty threads do it: a server has no more, and PostgreSQL has a hundred connections."""
    return [lambda part=actions[n::WORKERS]: [act() for act in part] for n in range(WORKERS)]


def states(event) -> Counter:
    return Counter(Event.objects.get(pk=event.pk).registrations.values_list("status", flat=True))


def broken() -> dict[str, int]:
    return {text: rows.count() for text, rows in violations().items() if rows.count()}


def choose_without_a_lock(session, number) -> None:
    """What a careless service would do: look whether there is a seat, then write."""
    with transaction.atomic():
        row = Event.objects.get(pk=session.event_id)
        has_seat = row.taken < row.capacity
        time.sleep(LONG_ENOUGH)
        Registration.objects.create(
            event=row,
            number=number,
            name="Karl",
            email_key=f"karl{number}@example.dk",
            status="confirmed" if has_seat else "waiting",
        )


def test_the_last_seat_of_a_session_is_given_once_to_twenty():
    seminar = SeminarFactory(day__event__capacity=50)
    session = few(seminar, 1)

    all_at_once([signing_up(seminar, number, session) for number in range(20)])

    assert states(session.event) == {"confirmed": 1, "waiting": 19}
    assert states(session.day.event) == {"confirmed": 20}
    assert Message.objects.filter(kind="seminars.signed_up").count() == 20
    assert broken() == {}


def test_without_the_lock_the_session_would_be_overbooked():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    session = few(SeminarFactory(), 1)

    at_once([lambda n=number: choose_without_a_lock(session, n) for number in range(1, 21)])

    assert states(session.event)["confirmed"] > 1
    assert "an event counts other seats than it has given" in broken()


def test_a_rush_gets_the_seats_and_the_waiting_list_in_order():
    seminar = SeminarFactory(day__event__capacity=SEATS)
    session = few(seminar, 30)

    ups = [signing_up(seminar, number, session) for number in range(CROWD)]
    told = [each for part in all_at_once(shared_out(ups)) for each in part]

    event = seminar.days.get().event
    rows = list(event.registrations.order_by("number").values_list("status", flat=True))
    assert rows == ["confirmed"] * SEATS + ["waiting"] * (CROWD - SEATS)
    assert sorted(told) == [
        (number, "confirmed" if number <= SEATS else "waiting") for number in range(1, CROWD + 1)
    ]
    assert states(session.event) == {"confirmed": 30, "waiting": SEATS - 30}
    assert SessionChoice.objects.wishes().count() == CROWD - SEATS
    assert broken() == {}


def test_who_signs_up_while_the_day_is_cancelled_is_refused_or_cancelled_with_it():
    for _round in range(4):
        seminar, staff = SeminarFactory(day__event__capacity=5), UserFactory()
        session = few(seminar, 3)
        day = seminar.days.get().event
        ups = [signing_up(seminar, number, session) for number in range(10)]
        cancelling = [
            lambda d=day, s=staff: cancel_event(d, reason="Storm.", by=s, at=timezone.now())
        ]

        at_once([*[lambda up=up: suppressed(up) for up in ups], *cancelling])

        assert set(states(day)) <= {"cancelled"}
        assert set(states(session.event)) <= {"cancelled"}
        assert not SessionChoice.objects.kept().filter(session=session).exists()
    assert broken() == {}


def test_changing_and_cancelling_at_once_leave_no_seat_behind():
    for _round in range(4):
        seminar = SeminarFactory(day__event__capacity=5)
        one, other = few(seminar, 3), few(seminar, 3)
        (place,) = sign_up(
            seminar, days=list(seminar.days.all()), sessions=[one], name="Karl",
            email="karl@example.dk", at=timezone.now(),
        )  # fmt: skip

        at_once([
            lambda p=place, s=other: suppressed(
                change_choices, [p], sessions=[s], people=2, at=timezone.now()
            ),
            lambda p=place: cancel_registration(p, ended=BY_PERSON, at=timezone.now()),
        ])  # fmt: skip

        for event in (place.event, one.event, other.event):
            assert set(states(event)) <= {"cancelled"}
    assert broken() == {}


def test_two_beats_and_a_cancellation_remind_each_once_and_the_cancelled_at_most_once():
    seminar = SeminarFactory(day__event__capacity=50)
    day = seminar.days.get().event
    long_ago = day.starts_at - timedelta(days=60)
    places = [
        sign_up(
            seminar, days=list(seminar.days.all()), name="Karl",
            email=f"karl{number}@example.dk", at=long_ago,
        )[0]
        for number in range(20)
    ]  # fmt: skip
    moment = moment_of(day, 2)

    all_at_once([
        *[lambda: remind(at=moment)] * 4,
        lambda: cancel_registration(places[0], ended=BY_PERSON, at=moment),
    ])  # fmt: skip

    keys = Counter(
        Message.objects.filter(kind="events.reminder").values_list("about_pk", flat=True)
    )
    assert set(keys.values()) == {1}
    assert {int(pk) for pk in keys} >= {place.pk for place in places[1:]}
