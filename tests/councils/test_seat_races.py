"""Many at once on one call and one election. Races mean something on PostgreSQL only."""

import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from councils.exceptions import AlreadyApplied
from councils.models import Application, Call, Election
from councils.services.applications import apply, choose
from councils.services.counting import Count, enter_result
from councils.services.elections import settle_uncontested
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.comments.test_races import all_at_once
from tests.councils.factories import (
    ApplicationFactory,
    CallFactory,
    CandidateFactory,
    ElectionFactory,
)
from tests.hearings.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
CROWD = 20


def applying(call: Call, email: str, key=None):
    def action() -> object:
        try:
            return apply(
                call,
                form_key=key or uuid.uuid4(),
                name="Signe Syren",
                email=email,
                motivation="Ja.",
                user=None,
                language="da",
                at=timezone.now(),
            ).number
        except AlreadyApplied:
            return None

    return action


def test_many_who_apply_at_once_get_a_number_each():
    call = CallFactory()

    numbers = all_at_once([applying(call, f"signe{n}@example.dk") for n in range(CROWD)])

    assert sorted(numbers) == list(range(1, CROWD + 1))


def test_one_mailbox_and_one_form_sent_many_times_at_once_are_one_application():
    call, key = CallFactory(), uuid.uuid4()
    forms = [applying(call, "signe@example.dk") for _ in range(CROWD // 2)]

    all_at_once([*forms, *[applying(call, "signe@example.dk", key)] * (CROWD // 2)])

    assert (Application.objects.count(), Message.objects.count()) == (1, 1)


def without_a_lock(call: Call):
    """What a careless service would do: read the last number, then write."""

    def action() -> object:
        with transaction.atomic():
            row = Call.objects.get(pk=call.pk)
            return row.next_application_number()

    return action


def test_without_the_lock_numbers_would_be_given_twice():
    """The negative control: the threads do meet, and the test above would see it."""
    if connection.vendor == "sqlite":
        pytest.skip("an immediate transaction is the lock on SQLite")
    call = CallFactory()

    numbers = at_once([without_a_lock(call)] * CROWD)

    assert len(set(numbers)) < CROWD


def tried(action):
    """Return an action that says whether it was done, or came too late."""

    def attempt() -> bool:
        try:
            action()
        except TransitionNotAllowed:
            return False
        return True

    return attempt


def test_a_call_is_decided_once_however_many_press_at_once():
    call = CallFactory(closed=True)
    row = ApplicationFactory(call=call)
    by, choices = UserFactory(), {row.pk: ("chosen", "Erfaring.")}

    done = all_at_once(
        [tried(lambda: choose(call, choices=choices, reason="Lod.", by=by, at=timezone.now()))] * 10
    )

    assert (done.count(True), Message.objects.count()) == (1, 1)


def test_an_election_is_settled_once_however_many_press_at_once():
    election = ElectionFactory(nominated=True)
    CandidateFactory(election=election)
    by = UserFactory()

    done = all_at_once(
        [tried(lambda: settle_uncontested(election, note="Fred.", by=by, at=timezone.now()))] * 10
    )

    assert (done.count(True), Message.objects.count()) == (1, 1)


def test_two_who_enter_the_same_result_at_once_confirm_it_once():
    election = ElectionFactory(counting=True)
    row = CandidateFactory(election=election)
    count = Count(eligible=9, ballots=9, invalid=0, votes={row.number: 9})
    people = [UserFactory() for _ in range(6)]

    all_at_once(
        [
            tried(lambda p=person: enter_result(election, count=count, by=p, at=timezone.now()))
            for person in people
        ]
    )

    election.refresh_from_db()
    assert (election.status, election.entries.count()) == (Election.Status.DECIDED, 2)
    assert Message.objects.count() == 1
