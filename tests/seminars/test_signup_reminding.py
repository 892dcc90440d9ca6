"""A seminar's reminders: 14 days, 2 days and the morning of the day, once each."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from core.clock import start_of_day
from events.links import private_url
from events.models import Event, Registration
from events.services import cancel_event, cancel_registration, lapse_offers
from events.services.reminding import moment_of, remind
from events.services.retention import tidy
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from seminars.personal import personal_data_of
from seminars.services.leaving import leave
from seminars.services.signing_up import sign_up
from tests.accounts.factories import UserFactory
from tests.seminars.factories import SeminarDayFactory, SeminarFactory, SessionFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NEEDS = "Rampe til kørestol"
CLOCK_CHANGES = ["2027-03-28", "2027-10-31"]


def seminar_on(day: str, clock: str = "09:00"):
    """Return a seminar that begins by the municipality's clocks, with a session of few seats."""
    starts_at = timezone.make_aware(datetime.fromisoformat(f"{day}T{clock}"))
    seminar = SeminarFactory(
        title="Hvem mangler?",
        day__event__starts_at=starts_at,
        day__event__published_at=LONG_AGO,
        day__event__capacity=50,
    )
    SessionFactory(seminar=seminar, few=True, event__title="Papirværksted", event__capacity=1)
    return seminar


def signs_up(seminar, number=1, *, sessions=True, **more):
    values = {"name": "Karl Kløver", "email": f"karl{number}@example.dk", "at": LONG_AGO}
    chosen = list(seminar.sessions.filter(event__takes_sign_up=True)) if sessions else []
    days = list(seminar.days.all())
    return sign_up(seminar, days=days, sessions=chosen, **{**values, **more})[0]


def day_event(seminar) -> Event:
    return seminar.days.first().event


def reminded() -> list[str]:
    keys = Message.objects.filter(kind="events.reminder").order_by("pk")
    return [key.split(":", 2)[2] for key in keys.values_list("dedup_key", flat=True)]


def beat(first: datetime, last: datetime, *, every=timedelta(minutes=90)) -> None:
    """Let two workers look more often than the two hours in which a reminder is the nearest."""
    at = first
    while at <= last:
        remind(at=at)
        remind(at=at)
        at += every


# --- Once each ------------------------------------------------------------------------------
@pytest.mark.parametrize("change", CLOCK_CHANGES)
@pytest.mark.parametrize("after", [0, 1, 2, 14])
def test_over_a_change_of_the_clock_each_reminder_comes_once(change, after):
    day = (datetime.fromisoformat(change) + timedelta(days=after)).date().isoformat()
    seminar = seminar_on(day)
    signs_up(seminar)
    event = day_event(seminar)

    beat(start_of_day(event.day - timedelta(days=16)), event.ends_at + timedelta(days=1))

    assert reminded() == [f"14:{day}", f"2:{day}", f"0:{day}"]


@pytest.mark.parametrize(
    ("day", "offset", "moment"),
    [
        ("2027-03-28", 14, datetime(2027, 3, 14, 8, tzinfo=UTC)),
        ("2027-03-28", 2, datetime(2027, 3, 26, 8, tzinfo=UTC)),
        ("2027-03-28", 0, datetime(2027, 3, 28, 5, tzinfo=UTC)),
        ("2027-03-30", 2, datetime(2027, 3, 28, 7, tzinfo=UTC)),
        ("2027-10-31", 2, datetime(2027, 10, 29, 7, tzinfo=UTC)),
        ("2027-10-31", 0, datetime(2027, 10, 31, 6, tzinfo=UTC)),
        ("2027-11-02", 2, datetime(2027, 10, 31, 8, tzinfo=UTC)),
        ("2027-11-14", 14, datetime(2027, 10, 31, 8, tzinfo=UTC)),
    ],
)
def test_the_hour_is_that_of_the_clocks_on_the_wall(day, offset, moment):
    seminar = seminar_on(day)
    signs_up(seminar)

    early, in_time = (remind(at=moment - timedelta(minutes=1)), remind(at=moment))

    assert moment_of(day_event(seminar), offset) == moment
    assert in_time == 1
    assert early == (0 if offset == 14 else 1)  # before: the one of fourteen days is made up for


@pytest.mark.parametrize("day", ["2027-03-29", "2027-11-01"])
def test_after_three_days_without_beat_the_nearest_is_made_up_for_and_none_comes_twice(day):
    seminar = seminar_on(day)
    signs_up(seminar)
    event = day_event(seminar)
    begins_again = moment_of(event, 0) + timedelta(minutes=30)

    beat(start_of_day(event.day - timedelta(days=16)), begins_again - timedelta(days=3))
    beat(begins_again, event.starts_at)

    assert reminded() == [f"14:{day}", f"0:{day}"]


def test_a_session_reminds_nobody_and_two_days_remind_of_each():
    seminar = seminar_on("2027-05-20")
    SeminarDayFactory(
        seminar=seminar,
        event__starts_at=day_event(seminar).starts_at + timedelta(days=1),
        event__published_at=LONG_AGO,
    )
    signs_up(seminar)

    first = start_of_day(day_event(seminar).day - timedelta(days=16))
    beat(first, day_event(seminar).starts_at)

    assert sorted(reminded()) == [
        "0:2027-05-20", "14:2027-05-20", "14:2027-05-21", "2:2027-05-20", "2:2027-05-21",
    ]  # fmt: skip


def test_the_reminder_names_the_persons_own_sessions_with_time_and_room():
    seminar = seminar_on("2027-05-20")
    signs_up(seminar, 1)
    signs_up(seminar, 2)
    signs_up(seminar, 3, sessions=False)
    Message.objects.all().delete()
    at = moment_of(day_event(seminar), 2)

    with time_machine.travel(at, tick=False):
        remind(at=at)
        relay(Lane.BULK, seconds=10)

    bodies = {message.to[0]: message.body for message in mail.outbox}
    line = "kl. 10.00 til kl. 11.00: Papirværksted, Lokale 3"
    assert f"- {line} (du har en plads)" in bodies["karl1@example.dk"]
    assert f"- {line} (du er nr. 1 på ventelisten)" in bodies["karl2@example.dk"]
    assert "Papirværksted" not in bodies["karl3@example.dk"]


@pytest.mark.parametrize("who", ["person", "seminar"])
def test_what_is_cancelled_between_the_beat_and_the_mail_is_not_reminded_of(who):
    seminar = seminar_on("2027-05-20")
    place = signs_up(seminar)
    Message.objects.all().delete()
    at = moment_of(day_event(seminar), 2)

    with time_machine.travel(at, tick=False):
        remind(at=at)
        if who == "person":
            leave(seminar, [place], at=at)
        else:
            cancel_event(day_event(seminar), reason="Storm.", by=UserFactory(), at=at)
        relay(Lane.IMMEDIATE, Lane.BULK, seconds=10)

    told = {"person": "Du er meldt fra: Hvem mangler?", "seminar": "Aflyst: Hvem mangler?"}
    assert [message.subject for message in mail.outbox] == [told[who]]
    assert Message.objects.get(kind="events.reminder").state == "cancelled"


# --- What each mail says --------------------------------------------------------------------
def sent() -> dict[str, str]:
    relay(Lane.IMMEDIATE, Lane.BULK, seconds=10)
    return {message.subject: message.body for message in mail.outbox}


def in_months():
    seminar = SeminarFactory(title="Hvem mangler?", day__event__capacity=50)
    SessionFactory(seminar=seminar, few=True, event__title="Papirværksted", event__capacity=1)
    return seminar


def test_the_receipt_has_days_sessions_and_the_link_and_nothing_private():
    seminar = in_months()
    now = timezone.now()
    SeminarDayFactory(
        seminar=seminar, event__starts_at=day_event(seminar).starts_at + timedelta(days=1),
        event__place="Musikteatret",
    )  # fmt: skip
    place = signs_up(seminar, needs=NEEDS, at=now)

    told = sent()

    assert list(told) == ["Din tilmelding: Hvem mangler?"]
    body = told["Din tilmelding: Hvem mangler?"]
    assert "Papirværksted, Lokale 3 (du har en plads)" in body
    assert "Kantinen på rådhuset" in body
    assert "Musikteatret" in body
    assert private_url(place) in body
    for part in (body, mail.outbox[0].alternatives[0][0]):
        assert NEEDS not in part
        assert "Karl Kløver" not in part


def test_an_offer_and_a_lapse_of_a_session_name_it_and_lead_back():
    seminar, now = in_months(), timezone.now()
    first, second = (signs_up(seminar, number, at=now) for number in (1, 2))
    Message.objects.all().delete()

    cancel_registration(
        first.session_choices.get().registration, ended="by_staff", at=now, is_told=False
    )
    offer = sent()
    seat = second.session_choices.get().registration
    Registration.objects.filter(pk=seat.pk).update(offer_expires_at=now)
    lapse_offers(at=now)
    lapsed = sent()

    named = "»Papirværksted (Hvem mangler?)«"
    (body,) = offer.values()
    assert f"Der er blevet 1 plads til dig til {named}" in body
    assert private_url(seat) in body
    text = lapsed["Pladsen er gået videre: Papirværksted (Hvem mangler?)"]
    assert f"Du blev tilbudt en plads til {named}" in text
    assert "Resten af din tilmelding gælder stadig." in text


# --- What is kept ---------------------------------------------------------------------------
def test_needs_go_the_day_after_each_day_of_the_seminar():
    seminar = seminar_on("2027-05-20")
    SeminarDayFactory(
        seminar=seminar, event__starts_at=day_event(seminar).starts_at + timedelta(days=1)
    )
    signs_up(seminar, needs=NEEDS)
    days = Registration.objects.filter(event__seminar_day__seminar=seminar).order_by("event")
    first_day = start_of_day(day_event(seminar).day)

    kept = []
    for after in (0, 1, 2):
        tidy(at=first_day + timedelta(days=after, hours=1))
        kept.append(list(days.values_list("needs", flat=True)))

    assert kept == [[NEEDS, NEEDS], ["", NEEDS], ["", ""]]


def test_a_person_is_told_the_sessions_they_chose_and_nobody_elses():
    seminar, person = in_months(), UserFactory(email="asta@example.dk")
    signs_up(seminar, user=person, email=person.email, at=timezone.now())
    signs_up(seminar, 2, at=timezone.now())

    (chosen,) = personal_data_of(person)["chosen_sessions"]

    assert (chosen["seminar"], chosen["session"], chosen["status"], chosen["dropped_at"]) == (
        "Hvem mangler?", "Papirværksted", "confirmed", None,
    )  # fmt: skip
