from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from notifications import housekeeping
from notifications.models import AddressTrouble, Heartbeat, Message
from tests.notifications.factories import AddressTroubleFactory, MessageFactory

pytestmark = pytest.mark.django_db


def test_a_sign_of_life_is_written_over_the_last_one():
    housekeeping.record_heartbeat()
    first = Heartbeat.objects.get(part=Heartbeat.Part.WORKER).at
    housekeeping.record_heartbeat()

    assert set(Heartbeat.objects.values_list("part", flat=True)) == {"worker", "beat"}
    assert Heartbeat.objects.get(part=Heartbeat.Part.WORKER).at > first


def test_a_message_is_emptied_thirty_days_after_it_was_sent():
    old = MessageFactory(sent=True, dedup_key="svar:1", context={"navn": "Asta"})
    recent, waiting = MessageFactory(sent=True), MessageFactory()
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        recent.finished_at = timezone.now()
        recent.save()
    Message.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))

    emptied = housekeeping.tidy()

    old.refresh_from_db()
    assert emptied == 1
    assert (old.email, old.subject, old.text, old.context) == ("", "", "", {})
    assert (old.state, old.dedup_key) == (Message.State.SENT, "svar:1")
    assert Message.objects.exclude(email="").count() == 2
    assert waiting.email


def test_an_emptied_message_is_left_alone():
    MessageFactory(sent=True, finished_at=timezone.now() - timedelta(days=31))
    housekeeping.tidy()

    assert housekeeping.tidy() == 0


def test_ended_sessions_are_deleted():
    Session.objects.create(session_key="x" * 32, expire_date=timezone.now() - timedelta(days=1))

    housekeeping.tidy()

    assert not Session.objects.exists()


def test_an_address_that_nobody_mended_for_a_year_begins_again():
    kept = AddressTroubleFactory(last_at=timezone.now() - timedelta(days=364))
    AddressTroubleFactory(last_at=timezone.now() - timedelta(days=366))

    housekeeping.tidy()

    assert list(AddressTrouble.objects.all()) == [kept]
