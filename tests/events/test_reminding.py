"""Reminders: at the hour of the municipality's clocks, once, and never after the event."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from core.clock import local, start_of_day
from events.models import Event
from events.services import cancel_event, cancel_registration, change_event
from events.services.reminding import moment_of, remind
from events.tasks import remind as task
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def event_at(day: str, clock: str = "17:00", **values) -> Event:
    """Return an event that begins by the municipality's clocks."""
    starts_at = timezone.make_aware(
        datetime.fromisoformat(f"{day}T{clock}"), timezone.get_default_timezone()
    )
    return EventFactory(sign_up=True, starts_at=starts_at, published_at=LONG_AGO, **values)


def comes(event: Event, **values):
    return RegistrationFactory(event=event, created_at=LONG_AGO, confirmed_at=LONG_AGO, **values)


def reminded() -> list[str]:
    """Return for each reminder how many days before it is, and the event's day."""
    keys = Message.objects.filter(kind="events.reminder").order_by("pk")
    return [key.split(":", 2)[2] for key in keys.values_list("dedup_key", flat=True)]


def beat(first: datetime, last: datetime, *, every=timedelta(hours=3)) -> None:
    """Let two workers look every third hour."""
    at = first
    while at <= last:
        remind(at=at)
        remind(at=at)
        at += every


# --- When -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "offset", "moment"),
    [
        ("2026-03-29", 1, datetime(2026, 3, 28, 8, tzinfo=UTC)),
        ("2026-03-29", 0, datetime(2026, 3, 29, 5, tzinfo=UTC)),
        ("2026-03-30", 1, datetime(2026, 3, 29, 7, tzinfo=UTC)),
        ("2026-04-04", 7, datetime(2026, 3, 28, 8, tzinfo=UTC)),
        ("2026-10-25", 1, datetime(2026, 10, 24, 7, tzinfo=UTC)),
        ("2026-10-25", 0, datetime(2026, 10, 25, 6, tzinfo=UTC)),
        ("2026-10-26", 1, datetime(2026, 10, 25, 8, tzinfo=UTC)),
        ("2026-10-31", 7, datetime(2026, 10, 24, 7, tzinfo=UTC)),
    ],
)
def test_the_hour_is_the_clocks_also_when_they_are_changed(day, offset, moment):
    assert moment_of(event_at(day), offset) == moment


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_over_a_change_of_the_clock_each_reminder_comes_once(day):
    event = event_at(day, reminder_days=[7, 1, 0])
    comes(event)
    before = start_of_day(event.day - timedelta(days=9))

    beat(before, event.ends_at + timedelta(days=1))

    assert reminded() == [f"7:{day}", f"1:{day}", f"0:{day}"]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_minute_before_the_hour_nobody_is_reminded(day):
    event = event_at(day, reminder_days=[1])
    comes(event)
    moment = moment_of(event, 1)

    early = remind(at=moment - timedelta(minutes=1))
    in_time = remind(at=moment)

    assert (early, in_time, local(moment).hour) == (0, 1, 9)


@pytest.mark.parametrize("day", ["2026-03-31", "2026-10-27"])
def test_after_three_days_without_beat_only_the_nearest_is_made_up_for(day):
    event = event_at(day, reminder_days=[3, 2, 1])
    comes(event)
    stopped = moment_of(event, 3) - timedelta(minutes=5)

    remind(at=stopped)
    beat(stopped + timedelta(days=3), event.starts_at)

    assert reminded() == [f"1:{day}"]


def test_nobody_is_reminded_once_the_event_has_begun():
    event = event_at("2026-05-20", reminder_days=[7, 1])
    comes(event)

    count = remind(at=event.starts_at), remind(at=event.ends_at), remind(at=event.ends_at)

    assert count == (0, 0, 0)


def test_the_morning_of_a_day_that_began_earlier_reminds_nobody():
    event = event_at("2026-05-20", "06:30", reminder_days=[0])
    comes(event)

    beat(event.starts_at - timedelta(days=1), event.ends_at)

    assert reminded() == []


def test_an_event_that_reminds_nobody_does_not():
    event = event_at("2026-05-20", reminder_days=[])
    comes(event)

    beat(event.starts_at - timedelta(days=8), event.starts_at)

    assert reminded() == []


# --- Whom -----------------------------------------------------------------------------------
def test_who_signed_up_after_the_moment_is_not_reminded_of_it():
    event = event_at("2026-05-20", reminder_days=[7, 1])
    moment = moment_of(event, 7)
    comes(event)
    RegistrationFactory(event=event, created_at=moment + timedelta(hours=1))
    RegistrationFactory(event=event, created_at=LONG_AGO, confirmed_at=moment + timedelta(hours=1))

    first = remind(at=moment + timedelta(hours=2))
    second = remind(at=moment_of(event, 1))

    assert (first, second) == (1, 3)


@pytest.mark.parametrize("status", ["waiting", "offered", "cancelled"])
def test_who_has_no_seat_is_not_reminded(status):
    event = event_at("2026-05-20", reminder_days=[1])
    comes(event, **{status: True})

    assert remind(at=moment_of(event, 1)) == 0


def test_a_moved_event_is_reminded_of_on_its_new_day_but_not_at_once():
    event = event_at("2026-05-20", reminder_days=[7, 1])
    comes(event)
    remind(at=moment_of(event, 7))
    later = event.starts_at - timedelta(days=3)

    change_event(
        event,
        starts_at=event.starts_at + timedelta(days=2),
        ends_at=event.ends_at + timedelta(days=2),
        by=UserFactory(),
        at=later,
    )
    event.refresh_from_db()
    at_once = remind(at=later + timedelta(minutes=5))
    beat(later, event.starts_at)

    assert at_once == 0
    assert reminded() == ["7:2026-05-20", "1:2026-05-22"]


# --- What leaves ----------------------------------------------------------------------------
def leave_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return relay(Lane.BULK, Lane.IMMEDIATE, seconds=5)


def nothing(event, row, at):
    """The control: it leaves."""


def starts(event, row, at):
    Event.objects.filter(pk=event.pk).update(starts_at=at)


def moves(event, row, at):
    Event.objects.filter(pk=event.pk).update(
        starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1)
    )


def cancels(event, row, at):
    cancel_registration(row, ended="by_person", at=at)
    Message.objects.exclude(kind="events.reminder").delete()


def is_called_off(event, row, at):
    cancel_event(event, reason="Storm.", by=UserFactory(), at=at)
    Message.objects.exclude(kind="events.reminder").delete()


@pytest.mark.parametrize(
    ("meanwhile", "sent"),
    [(nothing, 1), (starts, 0), (moves, 0), (cancels, 0), (is_called_off, 0)],
)
def test_a_reminder_that_waited_leaves_only_while_it_is_true(meanwhile, sent):
    event = event_at("2027-05-20", reminder_days=[1])
    row = comes(event)
    moment = moment_of(event, 1)
    with time_machine.travel(moment, tick=False):
        task()

    meanwhile(event, row, moment)

    assert leave_at(moment + timedelta(hours=1)) == sent
    assert len(mail.outbox) == sent
