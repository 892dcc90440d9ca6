"""Signing up for days and sessions in one step, and what becomes of the sessions afterwards."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.exceptions import MayNotAct
from core.transitions import TransitionNotAllowed
from events.exceptions import GroupTooLarge, NotEnoughSeats, SignUpClosed
from events.invariants import violations
from events.links import private_url
from events.models import Event, Registration
from events.services import (
    accept_offer,
    cancel_event,
    cancel_registration,
    change_registration,
    lapse_offers,
)
from notifications.delivery import relay
from notifications.kinds import Lane
from notifications.models import Message
from seminars.exceptions import (
    GroupTooLargeForSession,
    NotEnoughInSession,
    SessionClosed,
    SessionOfAnotherDay,
    SessionsClash,
)
from seminars.models import SessionChoice
from seminars.services.choosing import change_choices
from seminars.services.leaving import leave
from seminars.services.signing_up import sign_up
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.events.factories import RegistrationFactory
from tests.seminars.factories import SeminarDayFactory, SeminarFactory, SessionFactory

pytestmark = pytest.mark.django_db
BY_PERSON = Registration.Ended.BY_PERSON


@pytest.fixture
def seminar():
    return SeminarFactory(day__event__capacity=20)


def day_of(seminar):
    return seminar.days.first()


def session_at(seminar, hour=1, *, seats=10, hours=1, day=None, **more):
    """Return a session with few seats that begins so many hours into the day."""
    day = day or day_of(seminar)
    starts_at = day.event.starts_at + timedelta(hours=hour)
    return SessionFactory(
        seminar=seminar,
        day=day,
        few=True,
        event__capacity=seats,
        event__starts_at=starts_at,
        event__ends_at=starts_at + timedelta(hours=hours),
        **more,
    )


def signs_up(seminar, *sessions, number=1, days=None, **more):
    values = {"name": "Karl Kløver", "email": f"karl{number}@example.dk", "at": timezone.now()}
    days = list(seminar.days.all()) if days is None else days
    return sign_up(seminar, days=days, sessions=sessions, **{**values, **more})


def state(session) -> list[tuple[str, int]]:
    rows = Event.objects.get(pk=session.event_id).registrations.order_by("number")
    return [(str(row.status), row.people) for row in rows]


def kept(place) -> list[tuple[str, str]]:
    """Return the sessions of a day that somebody has: which, and how."""
    choices = place.session_choices.filter(dropped_at=None).select_related("registration")
    return [
        (each.session.event.title, str(each.registration.status) if each.registration else "wish")
        for each in choices.order_by("session__event__starts_at")
    ]


def told() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def free_a_seat(seminar, place) -> None:
    """Let somebody leave the day, so that `place` is offered a seat, and take it."""
    other = day_of(seminar).event.registrations.confirmed().first()
    cancel_registration(other, ended=BY_PERSON, at=timezone.now())
    place.refresh_from_db()
    accept_offer(place, at=timezone.now())
    place.refresh_from_db()


@pytest.fixture(autouse=True)
def everything_adds_up(db):
    yield
    assert {text: rows.count() for text, rows in violations().items() if rows.count()} == {}


# --- Signing up -----------------------------------------------------------------------------
def test_a_day_and_its_sessions_are_had_in_one_step_and_told_in_one_mail(seminar):
    first, second = session_at(seminar, 1), session_at(seminar, 2)

    (place,) = signs_up(seminar, second, first, people=3, needs="Rampe")

    assert (place.status, place.people, place.needs) == ("confirmed", 3, "Rampe")
    assert kept(place) == [(str(first), "confirmed"), (str(second), "confirmed")]
    assert state(first) == state(second) == [("confirmed", 3)]
    assert told() == ["seminars.signed_up"]
    assert set(Registration.objects.exclude(pk=place.pk).values_list("needs", flat=True)) == {""}


def test_a_full_session_has_a_waiting_list_of_its_own(seminar):
    session = session_at(seminar, seats=1)

    signs_up(seminar, session, number=1)
    (place,) = signs_up(seminar, session, number=2)

    assert place.status == "confirmed"
    assert kept(place) == [(str(session), "waiting")]


def test_who_waits_for_the_day_has_wishes_that_take_no_seats():
    seminar = SeminarFactory(day__event__capacity=1)
    session = session_at(seminar)

    signs_up(seminar, number=1)
    (place,) = signs_up(seminar, session, number=2)

    assert (place.status, kept(place)) == ("waiting", [(str(session), "wish")])
    assert state(session) == []


@pytest.mark.parametrize("second", [{"hour": 1}, {"hour": 1.5}, {"hour": 0.5, "hours": 3}])
def test_sessions_at_the_same_time_are_refused_with_the_names_of_both(seminar, second):
    one, other = session_at(seminar, 1), session_at(seminar, **second)

    with pytest.raises(SessionsClash) as refusal:
        signs_up(seminar, one, other)

    assert str(one) in refusal.value.message
    assert str(other) in refusal.value.message
    assert "oven i hinanden" in refusal.value.message
    assert not Registration.objects.exists()


def test_one_session_may_begin_when_the_other_ends(seminar):
    (place,) = signs_up(seminar, session_at(seminar, 1), session_at(seminar, 2))

    assert len(kept(place)) == 2


def test_a_session_of_a_day_that_is_not_chosen_is_refused(seminar):
    other = SeminarDayFactory(
        seminar=seminar, event__starts_at=day_of(seminar).event.starts_at + timedelta(days=1)
    )
    session = session_at(seminar, day=other)

    with pytest.raises(SessionOfAnotherDay):
        signs_up(seminar, session, days=[day_of(seminar)])

    assert not Registration.objects.exists()


def test_a_session_for_everybody_or_of_another_seminar_cannot_be_chosen(seminar):
    for session in (SessionFactory(seminar=seminar), session_at(SeminarFactory())):
        with pytest.raises(SessionOfAnotherDay):
            signs_up(seminar, session)


def test_a_group_larger_than_a_session_is_told_which(seminar):
    session = session_at(seminar, seats=4)

    with pytest.raises(GroupTooLargeForSession, match="har kun 4 pladser i alt") as refusal:
        signs_up(seminar, session, people=5)

    assert str(session) in refusal.value.message
    assert not Registration.objects.exists()


def test_a_group_larger_than_the_day_is_refused(seminar):
    with pytest.raises(GroupTooLarge):
        signs_up(seminar, people=21)


@pytest.mark.parametrize(
    "closed",
    [
        {"day__event__sign_up_closes_at": timezone.now()},
        {"day__event__takes_sign_up": False},
        {"day__event__draft": True},
        {"cancelled": True, "day__event__cancelled": True},
        {"held": True},
    ],
)
def test_nobody_signs_up_for_a_day_that_is_closed(closed):
    with pytest.raises(SignUpClosed):
        signs_up(SeminarFactory(**closed))


def test_a_session_that_has_closed_cannot_be_chosen(seminar):
    session = session_at(seminar, event__sign_up_closes_at=timezone.now())

    with pytest.raises(SessionClosed):
        signs_up(seminar, session)

    assert not Registration.objects.exists()


def test_the_same_form_twice_is_one(seminar):
    session, key = session_at(seminar), uuid.uuid4()

    once = signs_up(seminar, session, form_key=key)
    twice = signs_up(seminar, session, form_key=key)

    assert once == twice
    assert told() == ["seminars.signed_up"]
    assert SessionChoice.objects.count() == 1


def test_a_stranger_who_types_the_address_changes_nothing_and_sends_the_link_once(seminar):
    first, second = session_at(seminar, 1), session_at(seminar, 2)
    (place,) = signs_up(seminar, first)

    for _time in range(2):
        (again,) = signs_up(seminar, second, name="En Fremmed", people=9, form_key=uuid.uuid4())

    assert (again.pk, again.name, again.people) == (place.pk, "Karl Kløver", 1)
    assert kept(place) == [(str(first), "confirmed")]
    assert told() == ["seminars.signed_up", "events.link_again"]


def test_a_person_acts_for_an_organisation_that_they_may_act_for(seminar):
    person = UserFactory()
    organisation = OrganisationFactory()

    with pytest.raises(MayNotAct):
        signs_up(seminar, user=person, acts_for=organisation)

    assert not Registration.objects.exists()


def test_two_days_are_two_registrations_and_one_mail(seminar):
    other = SeminarDayFactory(
        seminar=seminar, event__starts_at=day_of(seminar).event.starts_at + timedelta(days=1)
    )
    first, second = session_at(seminar), session_at(seminar, day=other)

    places = signs_up(seminar, second, first, form_key=uuid.uuid4())

    assert [kept(place) for place in places] == [
        [(str(first), "confirmed")], [(str(second), "confirmed")],
    ]  # fmt: skip
    assert told() == ["seminars.signed_up"]


# --- The day takes its sessions along -------------------------------------------------------
def test_wishes_are_carried_out_when_a_seat_for_the_day_is_taken():
    seminar = SeminarFactory(day__event__capacity=1)
    session, full = session_at(seminar, 1), session_at(seminar, 2, seats=1)
    signs_up(seminar, full, number=1)
    (place,) = signs_up(seminar, session, full, number=2)
    full.event.refresh_from_db()
    RegistrationFactory(event=full.event, email="anden@example.dk", waiting=True)

    free_a_seat(seminar, place)

    assert place.status == "confirmed"
    assert kept(place) == [(str(session), "confirmed"), (str(full), "waiting")]


def test_wishes_are_carried_out_when_the_seat_is_given_in_the_last_hours():
    starts_at = timezone.now() + timedelta(hours=20)
    seminar = SeminarFactory(day__event__capacity=1, day__event__starts_at=starts_at)
    session = session_at(seminar)
    (first,) = signs_up(seminar, number=1)
    (place,) = signs_up(seminar, session, number=2)

    cancel_registration(first, ended=BY_PERSON, at=timezone.now())

    assert kept(place) == [(str(session), "confirmed")]


CLOSED = "»Byvandring«, som du havde ønsket, kan desværre ikke vælges mere."
CANCELLED = "»Byvandring«, som du havde ønsket, er aflyst."


@pytest.mark.parametrize(
    ("lost", "told_of_it"),
    [
        ({"sign_up_closes_at": timezone.now()}, CLOSED),
        ({"capacity": 1}, CLOSED),
        ({"status": Event.Status.CANCELLED, "cancelled_reason": "Sygdom"}, CANCELLED),
    ],
)
def test_a_wish_that_cannot_be_carried_out_is_dropped_and_told(lost, told_of_it):
    place, session = one_loses_a_wish(**lost)

    relay(Lane.IMMEDIATE, seconds=10)

    (lost_wish,) = [each for each in mail.outbox if "Byvandring" in each.subject]
    assert (place.status, kept(place), state(session)) == ("confirmed", [], [])
    assert (lost_wish.to, lost_wish.subject) == (
        ["karl2@example.dk"], "Ingen plads i sessionen: Byvandring",
    )  # fmt: skip
    assert told_of_it in lost_wish.body
    assert told_of_it in lost_wish.alternatives[0][0]
    assert private_url(place) in lost_wish.body


@pytest.mark.parametrize("since", ["chosen", "cancelled"])
def test_who_has_the_lost_session_after_all_or_does_not_come_is_not_told(since):
    place, session = one_loses_a_wish(sign_up_closes_at=timezone.now())
    Event.objects.filter(pk=session.event_id).update(sign_up_closes_at=None)
    if since == "chosen":
        change_choices([place], sessions=[session], people=2, at=timezone.now())
    else:
        cancel_registration(place, ended=BY_PERSON, at=timezone.now())

    relay(Lane.IMMEDIATE, seconds=10)

    assert [each.subject for each in mail.outbox if "Byvandring" in each.subject] == []


def one_loses_a_wish(**lost):
    """Return who waited for the day with a wish and has a seat now, but not in the session."""
    seminar = SeminarFactory(day__event__capacity=2)
    session = session_at(seminar, event__title="Byvandring")
    signs_up(seminar, number=1, people=2)
    (place,) = signs_up(seminar, session, number=2, people=2)
    Event.objects.filter(pk=session.event_id).update(**lost)
    free_a_seat(seminar, place)
    return place, session


def test_who_lets_the_offer_for_the_day_lapse_loses_the_wishes():
    seminar = SeminarFactory(day__event__capacity=1)
    session = session_at(seminar)
    signs_up(seminar, number=1)
    (place,) = signs_up(seminar, session, number=2)
    other = day_of(seminar).event.registrations.confirmed().get()
    cancel_registration(other, ended=BY_PERSON, at=timezone.now())

    lapse_offers(at=timezone.now() + timedelta(hours=25))

    place.refresh_from_db()
    assert (place.ended, kept(place)) == ("lapsed", [])


def test_cancelling_the_day_frees_its_sessions_for_who_waits_first(seminar):
    session = session_at(seminar, seats=1)
    places = [signs_up(seminar, session, number=number)[0] for number in range(3)]

    cancel_registration(places[0], ended=BY_PERSON, at=timezone.now())

    assert [status for status, _people in state(session)] == ["cancelled", "offered", "waiting"]
    assert kept(places[0]) == []
    assert told()[-2:] == ["events.registration_cancelled", "events.offered"]
    assert told().count("events.registration_cancelled") == 1


def test_who_waits_for_a_session_and_cancels_the_day_leaves_the_line(seminar):
    session = session_at(seminar, seats=1)
    places = [signs_up(seminar, session, number=number)[0] for number in range(3)]

    cancel_registration(places[1], ended=BY_PERSON, at=timezone.now())

    assert [status for status, _people in state(session)] == ["confirmed", "cancelled", "waiting"]


def test_a_cancelled_day_cancels_its_sessions_in_one_mail_and_offers_nothing(seminar):
    session = session_at(seminar, seats=1)
    places = [signs_up(seminar, session, number=number)[0] for number in range(3)]
    Message.objects.all().delete()

    cancel_event(day_of(seminar).event, reason="Storm.", by=UserFactory(), at=timezone.now())

    assert [status for status, _people in state(session)] == ["cancelled"] * 3
    assert [kept(place) for place in places] == [[], [], []]
    assert told() == ["events.event_cancelled"] * 3


def test_a_cancelled_session_is_no_longer_chosen_and_the_day_stays(seminar):
    session, other = session_at(seminar, 1), session_at(seminar, 2)
    (place,) = signs_up(seminar, session, other)

    cancel_event(session.event, reason="Syg.", by=UserFactory(), at=timezone.now())

    place.refresh_from_db()
    assert (place.status, kept(place)) == ("confirmed", [(str(other), "confirmed")])


def test_a_session_offer_taken_is_a_seat_and_one_let_lapse_is_nothing(seminar):
    session = session_at(seminar, seats=1)
    places = [signs_up(seminar, session, number=number)[0] for number in range(3)]
    change_choices([places[0]], sessions=[], people=1, at=timezone.now())

    lapse_offers(at=timezone.now() + timedelta(hours=25))
    offered = places[2].session_choices.get().registration
    accept_offer(offered, at=timezone.now())

    assert [kept(place) for place in places] == [[], [], [(str(session), "confirmed")]]
    assert places[1].session_choices.get().registration.ended == "lapsed"


def test_fewer_people_on_the_day_are_fewer_in_each_session(seminar):
    session = session_at(seminar, seats=4)
    (place,) = signs_up(seminar, session, people=3)
    (waiting,) = signs_up(seminar, session, number=2, people=3)

    change_registration(place, people=1, at=timezone.now())

    assert state(session) == [("confirmed", 1), ("offered", 3)]
    assert kept(waiting) == [(str(session), "offered")]


# --- Changing and leaving -------------------------------------------------------------------
def test_a_kept_session_keeps_its_seat_and_a_dropped_one_goes_on(seminar):
    kept_one, dropped, new = (session_at(seminar, hour, seats=2) for hour in (1, 2, 3))
    (place,) = signs_up(seminar, kept_one, dropped)
    seat = place.session_choices.get(session=kept_one).registration

    change_choices([place], sessions=[kept_one, new], people=2, needs="Rampe", at=timezone.now())

    place.refresh_from_db()
    assert (place.people, place.needs) == (2, "Rampe")
    assert kept(place) == [(str(kept_one), "confirmed"), (str(new), "confirmed")]
    assert place.session_choices.get(session=kept_one).registration == seat
    assert state(dropped) == [("cancelled", 1)]
    assert state(kept_one) == state(new) == [("confirmed", 2)]


def test_a_session_that_was_unchosen_can_be_chosen_again(seminar):
    session = session_at(seminar)
    (place,) = signs_up(seminar, session)

    for sessions in ([], [session]):
        change_choices([place], sessions=sessions, people=1, at=timezone.now())

    assert kept(place) == [(str(session), "confirmed")]
    assert state(session) == [("cancelled", 1), ("confirmed", 1)]


def test_changing_refuses_what_signing_up_refuses_and_keeps_all_as_it_was(seminar):
    one, clash = session_at(seminar, 1, seats=3), session_at(seminar, 1)
    (place,) = signs_up(seminar, one, people=2)
    signs_up(seminar, one, number=2)

    for sessions, people, error in [
        ([one, clash], 2, SessionsClash),
        ([one], 3, NotEnoughInSession),
        ([one], 4, GroupTooLargeForSession),
        ([], 20, NotEnoughSeats),
    ]:
        with pytest.raises(error):
            change_choices([place], sessions=sessions, people=people, at=timezone.now())

    place.refresh_from_db()
    assert (place.people, kept(place)) == (2, [(str(one), "confirmed")])
    assert state(one) == [("confirmed", 2), ("confirmed", 1)]


def test_nothing_is_changed_or_left_once_the_day_has_begun(seminar):
    (place,) = signs_up(seminar, session_at(seminar))
    begun = day_of(seminar).event.starts_at

    for act in (
        lambda: change_choices([place], sessions=[], people=1, at=begun),
        lambda: leave(seminar, [place], at=begun),
    ):
        with pytest.raises(TransitionNotAllowed):
            act()

    assert len(kept(place)) == 1


def test_leaving_cancels_all_days_and_twice_is_once(seminar):
    SeminarDayFactory(
        seminar=seminar, event__starts_at=day_of(seminar).event.starts_at + timedelta(days=1)
    )
    session = session_at(seminar)
    places = signs_up(seminar, session)

    for _time in range(2):
        leave(seminar, places, at=timezone.now())

    assert set(Registration.objects.values_list("ended", flat=True)) == {"by_person"}
    assert told().count("events.registration_cancelled") == 2
