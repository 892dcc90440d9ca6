"""What the apps above hear and tell of registrations for an event that is theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from events import parts
from events.models import Registration
from events.parts import Turn, full_title, own_page_elsewhere, sign_up_elsewhere, sign_up_path
from events.services import (
    accept_offer,
    cancel_event,
    cancel_registration,
    change_registration,
    lapse_offers,
    register,
)
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.events.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """Listen, and return what was heard: which registrations, and what happened to them."""
    told = []
    listen = lambda rows, turn, at: told.append(([row.pk for row in rows], turn))  # noqa: E731, ARG005
    monkeypatch.setattr(parts, "_followers", [listen])
    return told


def owned(**values):
    return EventFactory(sign_up=True, is_owned=True, **values)


def staff() -> User:
    return UserFactory()


def test_each_turn_is_heard_once(heard):
    now, event = timezone.now(), owned(capacity=4)
    first, second = (RegistrationFactory(event=event, people=2) for _number in range(2))
    waiting, last = (RegistrationFactory(event=event, waiting=True) for _number in range(2))

    change_registration(first, people=1, at=now)
    waiting.refresh_from_db()
    accept_offer(waiting, at=now)
    cancel_registration(second, ended=Registration.Ended.BY_PERSON, at=now)
    lapse_offers(at=now + timedelta(hours=25))
    cancel_event(event, reason="Storm.", by=staff(), at=now)

    assert heard == [
        ([first.pk], Turn.FEWER),
        ([waiting.pk], Turn.SEATED),
        ([second.pk], Turn.ENDED),
        ([last.pk], Turn.ENDED),
        ([first.pk, waiting.pk], Turn.ENDED),
    ]


def test_what_is_given_in_the_last_hours_is_heard(heard):
    now = timezone.now()
    event = owned(capacity=1, starts_at=now + timedelta(hours=5))
    first = RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, waiting=True)

    cancel_registration(first, ended=Registration.Ended.BY_PERSON, at=now)

    assert heard == [([first.pk], Turn.ENDED), ([waiting.pk], Turn.SEATED)]


def test_of_an_event_that_stands_alone_nothing_is_heard(heard, django_assert_num_queries):
    row = RegistrationFactory()
    cancel_registration(row, ended=Registration.Ended.BY_PERSON, at=timezone.now())

    with django_assert_num_queries(0):
        assert parts.parts_of([row]) == {}

    assert heard == []


def test_who_is_told_by_another_gets_no_mail_of_the_event():
    event, now = owned(), timezone.now()
    values = {"name": "Karl", "email": "karl@example.dk", "at": now, "is_told": False}

    row = register(event, **values)
    register(event, **values)
    cancel_registration(row, ended=Registration.Ended.BY_PERSON, is_told=False, at=now)

    assert not Message.objects.exists()


def test_an_event_that_stands_alone_has_its_own_pages_and_name():
    row = RegistrationFactory()
    event = row.event

    assert sign_up_elsewhere(event) == own_page_elsewhere(row, "registration") == ""
    assert sign_up_path(event) == f"{event.get_absolute_url()}tilmeld/"
    assert full_title(event) == event.title
