"""Telling many: one row when it happens, the people afterwards, each once."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from notifications import kinds
from notifications.models import Announcement, Channel, Message, Notice, Preference, Subscriber
from notifications.services import announce, announcing, expand_announcements, telling
from tests.accounts.factories import DepartmentFactory
from tests.notifications.factories import FeedFactory, SubscriberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
NOW = timezone.now()


def expand() -> int:
    return expand_announcements(seconds=60)


@pytest.mark.parametrize("followers", [1, 30])
def test_what_many_are_told_is_one_row_when_it_happens(followers, django_assert_num_queries):
    SubscriberFactory.create_batch(followers)
    about, feed = DepartmentFactory(), FeedFactory()

    # Is it written? Savepoint, row, savepoint.
    with django_assert_num_queries(4):
        row = announce("test.daily", about=about, feed=feed, context={"title": "A"}, at=NOW)

    assert row is not None
    assert row.dedup_key == f"test.daily:city.department:{about.pk}:"
    assert not Notice.objects.exists()


def test_the_same_is_announced_once_and_a_new_version_again():
    about = DepartmentFactory()

    rows = [
        announce("test.daily", about=about, version=version, at=NOW) for version in ("1", "1", "2")
    ]

    assert [row is not None for row in rows] == [True, False, True]
    assert Announcement.objects.count() == 2


def test_an_announcement_is_gone_with_the_rollback_of_what_caused_it():
    with transaction.atomic():
        announce("test.daily", about=DepartmentFactory(), at=NOW)
        transaction.set_rollback(True)

    assert not Announcement.objects.exists()


def test_a_kind_for_named_people_cannot_be_announced():
    with pytest.raises(ValueError, match="without an audience"):
        announce("test.news", about=DepartmentFactory(), at=NOW)


def test_everybody_in_the_audience_is_told_as_they_have_chosen():
    daily, at_once, none = SubscriberFactory.create_batch(3)
    Preference.objects.create(subscriber=at_once, kind="test.daily", channel=Channel.AT_ONCE)
    Preference.objects.create(subscriber=none, kind="test.daily", channel=Channel.NONE)
    feed = FeedFactory()
    row = announce(
        "test.daily", about=DepartmentFactory(), feed=feed, at=NOW - timedelta(minutes=7)
    )

    told = expand()

    row.refresh_from_db()
    assert (told, row.told) == (2, 2)
    assert row.finished_at is not None
    assert list(Notice.objects.order_by("subscriber").values_list("subscriber", "channel")) == [
        (daily.pk, "daily"),
        (at_once.pk, "at_once"),
    ]
    assert set(Notice.objects.values_list("feed", "created_at")) == {(feed.pk, row.created_at)}
    assert Message.objects.get().subscriber == at_once
    assert expand() == 0


def test_a_worker_that_died_between_two_chunks_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(announcing, "CHUNK", 2)
    people = SubscriberFactory.create_batch(5)
    row = announce("test.daily", about=DepartmentFactory(), at=NOW)

    counts = [announcing._tell_next_chunk(row.pk) for _ in range(4)]

    row.refresh_from_db()
    assert counts == [2, 2, 1, None]
    assert (row.told, row.last_subscriber_pk) == (5, people[-1].pk)
    assert Notice.objects.count() == 5


def test_a_chunk_that_fails_half_way_leaves_nothing_behind(monkeypatch):
    SubscriberFactory()
    row = announce("test.reply", about=DepartmentFactory(), at=NOW)
    monkeypatch.setattr(telling, "write_all", broken)

    expand()

    row.refresh_from_db()
    assert (row.faults, row.last_subscriber_pk, row.finished_at) == (1, 0, None)
    assert not Notice.objects.exists()
    monkeypatch.undo()


def test_a_fault_of_our_own_is_tried_five_times_and_stops_nothing_else(monkeypatch, caplog):
    SubscriberFactory()
    bad = announce("test.daily", about=DepartmentFactory(), at=NOW)
    monkeypatch.setitem(kinds._kinds, "test.bad", kind_with(audience=broken))
    Announcement.objects.filter(pk=bad.pk).update(kind="test.bad")

    for n in range(6):
        good = announce("test.daily", about=DepartmentFactory(), at=NOW)
        assert expand() == 1, n
        good.refresh_from_db()
        assert good.finished_at

    bad.refresh_from_db()
    assert (bad.faults, bad.was_given_up) == (5, True)
    assert "was given up" in caplog.text


@pytest.mark.parametrize("gone", [True, False])
def test_what_is_gone_or_no_longer_so_is_told_to_nobody(gone):
    SubscriberFactory()
    about = DepartmentFactory()
    row = announce("test.daily", about=about, at=NOW)
    if gone:
        about.delete()
    else:
        about.is_active = False
        about.save()

    told = expand()

    row.refresh_from_db()
    assert (told, Notice.objects.count()) == (0, 0)
    assert row.finished_at
    assert not row.was_given_up


@pytest.mark.parametrize("followers", [1, 30])
def test_a_chunk_costs_the_same_for_one_as_for_many(followers, django_assert_num_queries):
    SubscriberFactory.create_batch(followers)
    Subscriber.objects.all().update(language="en")
    row = announce("test.daily", about=DepartmentFactory(), at=NOW)

    # Savepoint, row, subject, audience; savepoint, choices, known, lines, savepoint; advance,
    # finish, savepoint.
    with django_assert_num_queries(12):
        announcing._tell_next_chunk(row.pk)


def broken(*_args, **_values):
    raise ZeroDivisionError


def kind_with(**values):
    return kinds.MessageKind(
        "test.bad", "Fejl", kinds.Lane.BULK, "testmail/news", channel=Channel.DAILY, **values
    )
