"""Telling many: one row when it happens, the people afterwards, each once."""

from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from notifications import kinds
from notifications.models import Announcement, Channel, Message, Notice, Preference, Subscriber
from notifications.services import announce, announcing, expand_announcements, telling
from tests.accounts.factories import DepartmentFactory
from tests.notifications.factories import FeedFactory, SubscriberFactory, SubscriptionFactory

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
        Announcement.objects.filter(pk=bad.pk).update(not_before=NOW)
        good = announce("test.daily", about=DepartmentFactory(), at=NOW)
        assert expand() == 1, n
        good.refresh_from_db()
        assert good.finished_at

    bad.refresh_from_db()
    assert (bad.faults, bad.was_given_up) == (5, True)
    assert "was given up" in caplog.text
    assert Announcement.objects.revive() == 1
    assert bad in Announcement.objects.due(NOW)


def test_after_a_fault_an_announcement_waits_longer_each_time():
    row = announce("test.daily", about=DepartmentFactory(), at=NOW)

    waits = []
    for _ in range(5):
        row.note_fault(at=NOW, is_ours=True)
        waits.append((row.not_before - NOW).total_seconds())

    assert waits == [30, 120, 480, 1920, 7680]
    assert row.was_given_up
    assert sum(waits[:4]) > 40 * 60


def test_the_databases_bad_moments_give_nothing_up_and_hold_nothing_up(monkeypatch):
    SubscriberFactory()
    slow = announce("test.daily", about=DepartmentFactory(), at=NOW)
    monkeypatch.setitem(kinds._kinds, "test.bad", kind_with(audience=timed_out))

    for _ in range(7):
        Announcement.objects.filter(pk=slow.pk).update(kind="test.bad", not_before=NOW)
        announce("test.daily", about=DepartmentFactory(), at=NOW)
        assert expand() == 1

    slow.refresh_from_db()
    assert (slow.faults, slow.finished_at) == (4, None)


def test_who_stops_while_a_chunk_is_told_is_not_told_and_costs_nobody_else_the_news(monkeypatch):
    forgotten, stops, stays = SubscriptionFactory.create_batch(3, feed=(feed := FeedFactory()))
    kind = kind_with(audience=lambda _about, row: row.feed.subscribers())
    monkeypatch.setitem(kinds._kinds, "test.bad", kind)
    row = announce("test.bad", about=DepartmentFactory(), feed=feed, at=NOW)
    lock = announcing._locked

    def in_the_same_instant(audience, pks):
        forgotten.subscriber.delete()
        stops.delete()
        return lock(audience, pks)

    monkeypatch.setattr(announcing, "_locked", in_the_same_instant)

    assert expand() == 1
    row.refresh_from_db()
    assert (row.faults, row.told) == (0, 1)
    assert Notice.objects.get().subscriber == stays.subscriber


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

    # Savepoint, row, subject, who, their rows, who still; savepoint, choices, known, lines,
    # savepoint; advance, finish, savepoint.
    with django_assert_num_queries(14):
        announcing._tell_next_chunk(row.pk)


def broken(*_args, **_values):
    raise ZeroDivisionError


def timed_out(*_args, **_values):
    raise OperationalError("canceling statement due to statement timeout")


def kind_with(**values):
    return kinds.MessageKind(
        "test.bad", "Fejl", kinds.Lane.BULK, "testmail/news", channel=Channel.DAILY, **values
    )
