import re
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone

from notifications import tasks
from notifications.models import Heartbeat, Message
from notifications.services import announce
from tests.accounts.factories import DepartmentFactory
from tests.notifications.factories import MessageFactory, SubscriberFactory

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "city", "core", "hearings", "notifications", "portal")
PUBLISHES = re.compile(r"\.(delay|delay_on_commit|apply_async|send_task)\(")


def test_no_app_publishes_tasks():
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if PUBLISHES.search(line)
    ]

    assert found == []


def test_beat_asks_only_for_tasks_that_exist():
    current_app.loader.import_default_modules()

    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert asked - set(current_app.tasks) == set()


@pytest.mark.django_db
def test_the_immediate_relay_sends_the_immediate_lane(mailoutbox):
    MessageFactory()
    MessageFactory(bulk=True)

    tasks.relay_immediate()

    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_the_bulk_relay_sends_both_lanes(mailoutbox):
    MessageFactory()
    MessageFactory(bulk=True)

    tasks.relay_bulk()

    assert len(mailoutbox) == 2


@pytest.mark.django_db
def test_what_is_announced_reaches_the_digest_by_its_two_tasks(chosen):
    subscriber = SubscriberFactory()
    announce("test.daily", about=DepartmentFactory(), at=timezone.now() - timedelta(days=2))

    tasks.expand()
    tasks.make_digests()
    tasks.make_digests()

    digest = Message.objects.get()
    assert (digest.subscriber, digest.notices.count()) == (subscriber, 1)


@pytest.mark.django_db
def test_stale_claims_are_freed_by_their_task():
    Message.objects.claim(MessageFactory().pk)
    Message.objects.update(claimed_at=timezone.now() - timedelta(hours=1))

    tasks.free_stale_claims()

    assert Message.objects.get().state == Message.State.PENDING


@pytest.mark.django_db
def test_heartbeat_and_tidy_are_doors():
    MessageFactory(sent=True, finished_at=timezone.now() - timedelta(days=40))

    tasks.heartbeat()
    tasks.tidy()

    assert Heartbeat.objects.count() == 2
    assert Message.objects.get().email == ""
