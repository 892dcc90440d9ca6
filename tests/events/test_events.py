from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from city.models import Area
from core.transitions import TransitionNotAllowed
from events.models import Event, EventRecord, Registration
from events.services import (
    cancel_event,
    change_event,
    create_event,
    publish_event,
    write_outcome,
)
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
STATES = ({"draft": True}, {}, {"cancelled": True}, {"held": True})


@pytest.fixture
def staff():
    return UserFactory(role=Role.CASE_WORKER)


def actions(event):
    return [line.action for line in event.history.order_by("pk")]


def test_an_event_is_made_as_a_draft_with_its_places_and_a_line(staff):
    at, area = timezone.now(), Area.objects.first()

    event = create_event(
        kind=Event.Kind.WALK,
        title="Byvandring",
        starts_at=at + timedelta(days=3),
        ends_at=at + timedelta(days=3, hours=2),
        department=DepartmentFactory(),
        place="Torvet",
        areas=[area],
        by=staff,
        at=at,
    )

    assert (event.status, event.created_by, event.created_at) == ("draft", staff, at)
    assert list(event.areas.all()) == [area]
    assert actions(event) == ["created"]


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "place", "online_url"])
def test_another_time_or_place_of_a_published_event_is_a_move(staff, field):
    event = EventFactory()
    new = {
        "starts_at": event.starts_at + timedelta(minutes=30),
        "ends_at": event.ends_at + timedelta(minutes=30),
        "place": "Biblioteket",
        "online_url": "https://example.dk/moede",
    }[field]

    changed = change_event(event, by=staff, at=timezone.now(), **{field: new})

    assert (getattr(changed, field), changed.ics_sequence) == (new, 1)
    assert actions(event) == ["moved"]


def test_other_words_are_no_move_and_the_same_words_are_no_change(staff):
    event = EventFactory(text="Kom.")

    change_event(event, by=staff, at=timezone.now(), text="Kom og hør.", title=event.title)
    change_event(event, by=staff, at=timezone.now(), text="Kom og hør.")

    event.refresh_from_db()
    assert (event.text, event.ics_sequence, actions(event)) == ("Kom og hør.", 0, ["changed"])


def test_a_draft_is_changed_without_being_moved(staff):
    event = EventFactory(draft=True)

    change_event(event, by=staff, at=timezone.now(), place="Biblioteket")

    event.refresh_from_db()
    assert (event.place, event.ics_sequence, actions(event)) == ("Biblioteket", 0, ["changed"])


def test_a_cancelled_event_is_not_changed(staff):
    event = EventFactory(cancelled=True)

    with pytest.raises(TransitionNotAllowed):
        change_event(event, by=staff, at=timezone.now(), place="Biblioteket")

    assert actions(event) == []


@pytest.mark.parametrize("state", STATES, ids=str)
def test_only_a_draft_is_published(staff, state):
    event = EventFactory(**state)
    if event.status == Event.Status.DRAFT:
        publish_event(event, by=staff, at=timezone.now())
        assert actions(event) == ["published"]
    else:
        with pytest.raises(TransitionNotAllowed):
            publish_event(event, by=staff, at=timezone.now())
        assert actions(event) == []


@pytest.mark.parametrize("state", STATES, ids=str)
def test_only_what_is_published_and_not_over_is_cancelled(staff, state):
    event = EventFactory(**state)
    if state == {}:
        cancel_event(event, reason="Storm.", by=staff, at=timezone.now())
        event.refresh_from_db()
        assert (event.status, event.cancelled_reason, event.ics_sequence) == (
            "cancelled", "Storm.", 1,
        )  # fmt: skip
        assert EventRecord.Action.CANCELLED in actions(event)
    else:
        with pytest.raises(TransitionNotAllowed):
            cancel_event(event, reason="Storm.", by=staff, at=timezone.now())
        assert actions(event) == []


def test_nobody_is_signed_up_for_a_cancelled_event(staff):
    row = RegistrationFactory()

    cancel_event(row.event, reason="Storm.", by=staff, at=timezone.now())

    row.refresh_from_db()
    assert (row.status, row.ended) == ("cancelled", Registration.Ended.EVENT_CANCELLED)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_what_came_of_it_is_written_once_it_has_begun(staff, state):
    event = EventFactory(**state)
    if state == {"held": True}:
        write_outcome(event, outcome="Vi fik 40 forslag.", by=staff, at=timezone.now())
        event.refresh_from_db()
        assert (event.outcome, actions(event)) == ("Vi fik 40 forslag.", ["outcome_written"])
    else:
        with pytest.raises(TransitionNotAllowed):
            write_outcome(event, outcome="Vi fik 40 forslag.", by=staff, at=timezone.now())
        assert actions(event) == []
