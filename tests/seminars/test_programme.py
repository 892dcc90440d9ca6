"""The programme: days and sessions are events, and who is concerned is told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from events.exceptions import CapacityBelowTaken
from events.models import Event, Registration
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from seminars.models import Seminar, SeminarEvent, SeminarMessage
from seminars.programme_exceptions import NobodyToTell, OutsideTheDay, SeminarNotReady
from seminars.services import programme, seminars
from seminars.services.copying import copy_seminar
from seminars.services.messages import send_message
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.events.factories import RegistrationFactory
from tests.seminars.factories import (
    SeminarFactory,
    SessionChoiceFactory,
    SessionFactory,
    SpeakerFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db
Audience = SeminarMessage.Audience


def step():
    return {"by": UserFactory(staff=True), "at": timezone.now()}


def made(**fields):
    """Return a draft with a day of seven hours in 100 days."""
    seminar = seminars.create_seminar(
        title="Med fra begyndelsen", lead="En dag om at spørge.", department=DepartmentFactory(),
        **fields, **step(),
    )  # fmt: skip
    starts_at = timezone.now() + timedelta(days=100)
    day = programme.add_day(
        seminar, starts_at=starts_at, ends_at=starts_at + timedelta(hours=7), place="Salen",
        capacity=90, **step(),
    )  # fmt: skip
    seminar.refresh_from_db()
    return seminar, day


def session_in(day, hours=1, **fields):
    starts_at = day.event.starts_at + timedelta(hours=hours)
    known = {
        "kind": "workshop", "title": "Tegn din by", "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1), "place": "Lokale 3",
    }  # fmt: skip
    return programme.add_session(day, **(known | fields), **step())


def test_a_day_takes_sign_up_and_reminds_at_14_days_2_days_and_in_the_morning():
    seminar, day = made(has_lift=True, accessibility="Lokalerne ligger på samme gang.")

    event = day.event
    assert (event.kind, event.capacity, event.takes_sign_up) == ("seminar_day", 90, True)
    assert event.reminder_days == [14, 2, 0]
    assert (event.is_owned, event.is_listed, event.asks_needs) == (True, True, True)
    assert event.accessibility == ("Elevator og adgang uden trin.\nLokalerne ligger på samme gang.")
    assert seminar.last_day_ends_at == event.ends_at


def test_a_session_of_few_seats_takes_sign_up_of_its_own_and_stands_in_no_list():
    _seminar, day = made()

    few, all_of_them = session_in(day, capacity=16), session_in(day)

    assert (few.event.takes_sign_up, few.event.capacity) == (True, 16)
    assert (all_of_them.event.takes_sign_up, all_of_them.event.capacity) == (False, None)
    assert not few.event.is_listed
    assert few.event.reminder_days == []
    assert Event.objects.listed().get() == day.event


@pytest.mark.parametrize("hours", [-1, 6.5])
def test_a_session_lies_within_its_day(hours):
    _seminar, day = made()
    session = session_in(day)

    with pytest.raises(OutsideTheDay):
        session_in(day, hours=hours)
    starts_at = day.event.starts_at + timedelta(hours=hours)
    with pytest.raises(OutsideTheDay):
        programme.change_session(
            session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), **step()
        )


def test_it_is_published_with_its_programme_once_it_says_what_it_must():
    seminar = seminars.create_seminar(title="Tema", department=DepartmentFactory(), **step())
    with pytest.raises(SeminarNotReady, match="Kort fortalt, En dag med tid og sted"):
        seminars.publish_seminar(seminar, **step())

    seminar, day = made()
    session = session_in(day)
    seminars.publish_seminar(seminar, **step())

    seminar.refresh_from_db()
    assert seminar.is_published
    statuses = Event.objects.filter(pk__in=[day.event_id, session.event_id])
    assert set(statuses.values_list("status", flat=True)) == {"published"}
    assert Event.objects.get(pk=session_in(day).event_id).is_published
    with pytest.raises(TransitionNotAllowed):
        seminars.publish_seminar(seminar, **step())


def told(kind):
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("email", flat=True))


def test_who_is_signed_up_for_the_day_is_told_once_when_a_session_for_all_moves():
    session = SessionFactory(event__title="Oplæg")
    RegistrationFactory(event=session.day.event, email="a@example.dk")
    RegistrationFactory(event=session.day.event, email="b@example.dk", waiting=True)
    RegistrationFactory(event=session.day.event, email="c@example.dk", cancelled=True)

    moved = programme.change_session(session, place="Store sal", title="Nyt navn", **step())
    programme.change_session(session, title="Endnu et navn", **step())

    assert told(programme.PROGRAMME_CHANGED) == ["a@example.dk", "b@example.dk"]
    assert moved.event.ics_sequence == 1


def test_of_a_session_of_few_seats_only_its_own_are_told():
    choice = SessionChoiceFactory()
    RegistrationFactory(event=choice.session.day.event)

    programme.change_session(choice.session, place="Store sal", **step())

    assert told(programme.PROGRAMME_CHANGED) == []
    assert told("events.moved") == [choice.registration.email]


def test_a_move_that_was_overtaken_is_not_told(mailoutbox):
    session = SessionFactory()
    RegistrationFactory(event=session.day.event, email="a@example.dk")

    programme.change_session(session, place="Store sal", **step())
    programme.change_session(session, place="Lille sal", **step())
    relay(Lane.BULK, seconds=5)

    (mail,) = mailoutbox
    assert "Lille sal" in mail.body
    assert session.seminar.title in mail.body


def test_seats_are_not_taken_from_who_has_them():
    choice = SessionChoiceFactory()
    RegistrationFactory(event=choice.session.event)

    with pytest.raises(CapacityBelowTaken):
        programme.change_session(choice.session, capacity=1, **step())
    RegistrationFactory(event=choice.session.day.event)
    with pytest.raises(CapacityBelowTaken):
        programme.change_day(choice.session.day, capacity=1, **step())


def test_cancelling_takes_all_of_it_off_and_tells_everybody_why():
    choice = SessionChoiceFactory()
    seminar = choice.session.seminar

    seminars.cancel_seminar(seminar, reason="Salen er oversvømmet.", **step())

    seminar.refresh_from_db()
    assert (seminar.status, seminar.cancelled_reason) == ("cancelled", "Salen er oversvømmet.")
    assert not Registration.objects.active().exists()
    assert set(Event.objects.values_list("status", flat=True)) == {"cancelled"}
    assert choice.place.email in told("events.event_cancelled")
    with pytest.raises(TransitionNotAllowed):
        seminars.cancel_seminar(seminar, reason="Igen", **step())


def test_what_is_public_is_cancelled_and_not_removed():
    session = SessionFactory()
    with pytest.raises(TransitionNotAllowed):
        programme.remove_session(session, **step())
    with pytest.raises(TransitionNotAllowed):
        programme.remove_day(session.day, **step())

    _seminar, day = made()
    draft = session_in(day)
    with pytest.raises(TransitionNotAllowed):
        programme.remove_day(day, **step())
    programme.remove_session(draft, **step())
    programme.remove_day(day, **step())
    assert not Event.objects.filter(is_owned=True, status="draft").exists()


def test_the_events_follow_what_the_seminar_says():
    seminar, day = made()
    session = session_in(day)
    seminar.title, seminar.has_hearing_loop = "Et andet tema", True
    seminar.department = DepartmentFactory()

    fields = ["title", "has_hearing_loop", "department"]
    seminars.change_seminar(seminar, fields=fields, **step())

    event = Event.objects.get(pk=day.event_id)
    assert (event.title, event.accessibility) == ("Et andet tema", "Teleslynge.")
    assert event.department == seminar.department
    assert Event.objects.get(pk=session.event_id).department == seminar.department
    assert seminar.history.filter(action=SeminarEvent.Action.CHANGED).exists()


def test_a_copy_has_the_same_order_of_the_day_in_the_same_hours(time_machine):
    time_machine.move_to("2027-01-10T12:00Z", tick=False)
    day = SeminarFactory(day__event__starts_at=timezone.now() + timedelta(days=30)).days.get()
    track = TrackFactory(seminar=day.seminar)
    session = SessionFactory(seminar=day.seminar, few=True, track=track, event__title="Tegn din by")
    session.speakers.add(SpeakerFactory(seminar=day.seminar))

    # Across the change to summer time: the clocks show the same.
    first_day = timezone.localdate() + timedelta(days=200)
    copy = copy_seminar(day.seminar, title="Det næste", first_day=first_day, **step())

    new = copy.days.get().event
    assert timezone.localtime(new.starts_at).date() == first_day
    assert (
        timezone.localtime(new.starts_at).time() == timezone.localtime(day.event.starts_at).time()
    )
    (copied,) = copy.sessions.all()
    assert (copied.event.title, copied.event.capacity, copied.track.title) == (
        "Tegn din by", 10, track.title,
    )  # fmt: skip
    assert not copied.speakers.exists()
    assert copy.status == Seminar.Status.DRAFT


def message(seminar, audience, key="0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12", **fields):
    return send_message(
        seminar, audience=audience, subject="Kom lidt før", text="Døren åbner kl. 8.30.", key=key,
        **fields, **step(),
    )  # fmt: skip


def test_each_of_those_who_are_meant_is_written_to_once(mailoutbox):
    choice = SessionChoiceFactory()
    seminar, day = choice.session.seminar, choice.session.day
    waiting = RegistrationFactory(event=day.event, waiting=True)
    RegistrationFactory(event=day.event, cancelled=True)
    keys = [f"0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f1{n}" for n in range(4)]

    counts = [
        message(seminar, Audience.ALL, keys[0]).count,
        message(seminar, Audience.CONFIRMED, keys[1]).count,
        message(seminar, Audience.WAITING, keys[2]).count,
        message(seminar, Audience.SESSION, keys[3], session=choice.session).count,
    ]
    again = message(seminar, Audience.ALL, keys[0])

    assert counts == [2, 1, 1, 1]
    assert again == SeminarMessage.objects.get(key=keys[0])
    assert Message.objects.filter(kind="seminars.message").count() == 5
    relay(Lane.BULK, seconds=5)
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(
        [choice.place.email] * 3 + [waiting.email] * 2
    )
    assert "Døren åbner kl. 8.30." in mailoutbox[0].body


def test_who_has_cancelled_since_is_not_written_to(mailoutbox):
    row = RegistrationFactory(event=SeminarFactory().days.get().event)
    message(row.event.seminar_day.seminar, Audience.ALL)
    row.cancel(ended=Registration.Ended.BY_PERSON, at=timezone.now())

    relay(Lane.BULK, seconds=5)

    assert mailoutbox == []


def test_a_message_to_nobody_is_refused():
    with pytest.raises(NobodyToTell):
        message(SeminarFactory(), Audience.ALL)
