from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from notifications import housekeeping
from notifications.models import AddressTrouble, Announcement, Heartbeat, Message, Notice
from tests.notifications.factories import AddressTroubleFactory, MessageFactory, NoticeFactory

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


def test_lines_and_announcements_are_kept_for_a_year():
    now = timezone.now()
    for days in (364, 366):
        then = now - timedelta(days=days)
        NoticeFactory(created_at=then)
        for finished_at in (then, None):
            Announcement.objects.create(
                kind="test.daily",
                about_model="city.department",
                about_pk="1",
                dedup_key=f"{days}:{finished_at}",
                created_at=then,
                finished_at=finished_at,
            )

    housekeeping.tidy()

    assert [(now - notice.created_at).days for notice in Notice.objects.all()] == [364]
    waiting = Announcement.objects.filter(finished_at=None).count()
    assert (waiting, Announcement.objects.count()) == (2, 3)
