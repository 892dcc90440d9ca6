"""Several workers at the same work: nobody is told twice, nobody is left out. Real threads."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models
from django.utils import timezone

from notifications.models import Announcement, Channel, Message, Notice, Preference, Subscriber
from notifications.services import (
    announce,
    announcing,
    digests,
    expand_announcements,
    make_digests,
    notify,
    subscriber_of,
)
from notifications.windows import window_of
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.test_races import at_once
from tests.notifications.factories import NoticeFactory, SubscriberFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("chosen")]
WORKERS = 8
PEOPLE = 60


def many_people() -> list[Subscriber]:
    return Subscriber.objects.bulk_create(SubscriberFactory.build_batch(PEOPLE))


def expanding() -> int:
    return expand_announcements(seconds=30)


def gathering(errors: list[Exception]) -> Callable[[], int]:
    at = window_of(timezone.now()).ends_at

    def action() -> int:
        try:
            return make_digests(at)
        except IntegrityError as error:
            errors.append(error)
            return 0

    return action


def test_fifty_who_announce_the_same_write_one_row():
    about = DepartmentFactory()
    at = timezone.now()

    rows = at_once([lambda: announce("test.daily", about=about, at=at)] * 50)

    assert sum(row is not None for row in rows) == 1
    assert Announcement.objects.count() == 1


def test_fifty_who_tell_the_same_write_one_line_and_one_mail():
    about, asta = DepartmentFactory(), SubscriberFactory()
    at = timezone.now()

    at_once([lambda: notify([asta], kind="test.reply", about=about, at=at)] * 50)

    assert (Notice.objects.count(), Message.objects.count()) == (1, 1)


def test_fifty_who_ask_for_the_subscriber_of_an_account_get_the_same():
    user = UserFactory()

    found = at_once([lambda: subscriber_of(user).pk] * 50)

    assert set(found) == {Subscriber.objects.get().pk}


def test_many_workers_tell_everybody_once(monkeypatch):
    monkeypatch.setattr(announcing, "CHUNK", 5)
    people = many_people()
    Preference.objects.bulk_create(
        Preference(subscriber=person, kind="test.daily", channel=Channel.AT_ONCE)
        for person in people
    )
    rows = [announce("test.daily", about=DepartmentFactory(), at=timezone.now()) for _ in range(3)]

    counts = at_once([expanding] * WORKERS)

    assert sum(counts) == PEOPLE * len(rows)
    assert Notice.objects.count() == Message.objects.count() == PEOPLE * len(rows)
    assert {row.told for row in Announcement.objects.all()} == {PEOPLE}
    assert not Announcement.objects.waiting().exists()


def test_many_workers_gather_everything_once(monkeypatch):
    monkeypatch.setattr(digests, "CHUNK", 5)
    for person in many_people():
        NoticeFactory.create_batch(2, subscriber=person, created_at=timezone.now())
    errors: list[Exception] = []

    counts = at_once([gathering(errors)] * WORKERS)

    assert errors == []
    assert sum(counts) == Message.objects.count() == PEOPLE
    assert {message.notices.count() for message in Message.objects.all()} == {2}


def test_without_the_lock_workers_gather_the_same_twice(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, with the lock and without it")
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_options: rows)
    for person in many_people():
        NoticeFactory(subscriber=person, created_at=timezone.now() - timedelta(seconds=1))
    errors: list[Exception] = []

    at_once([gathering(errors)] * WORKERS)

    assert errors
