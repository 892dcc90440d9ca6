"""Gathering: each notice in exactly one digest, each person one digest of a window."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from notifications.models import Announcement, Channel, Message, Notice
from notifications.services import announce, digests, make_digests
from tests.accounts.factories import DepartmentFactory
from tests.notifications.factories import NoticeFactory, SubscriberFactory
from tests.notifications.test_windows import HERE, here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chosen")]
FRIDAY_NOON = here("2026-11-27 12:00")
SATURDAY = here("2026-11-28 07:00")
MONDAY = here("2026-11-30 07:00")


def test_what_waits_becomes_one_mail_for_each_person():
    asta, birk = SubscriberFactory(), SubscriberFactory(account=True, user__language="en")
    mine = NoticeFactory.create_batch(3, subscriber=asta, created_at=FRIDAY_NOON)
    his = NoticeFactory(subscriber=birk, created_at=FRIDAY_NOON)

    made = make_digests(SATURDAY)

    for_asta, for_birk = Message.objects.order_by("subscriber")
    assert made == 2
    assert set(for_asta.notices.all()) == set(mine)
    assert list(for_birk.notices.all()) == [his]
    assert (for_asta.kind, for_asta.lane) == ("notifications.digest", "bulk")
    assert for_asta.dedup_key == f"digest:daily:2026-11-28:{asta.pk}"
    assert for_asta.context == {"rhythm": "daily", "day": "2026-11-28"}
    assert (for_asta.language, for_birk.language) == ("da", "en")


def test_before_seven_nothing_is_made():
    NoticeFactory(created_at=FRIDAY_NOON)

    assert make_digests(SATURDAY - timedelta(seconds=1)) == 0


def test_what_waits_for_the_week_waits_for_monday():
    NoticeFactory(weekly=True, created_at=FRIDAY_NOON)
    NoticeFactory(site=True, created_at=FRIDAY_NOON)
    NoticeFactory(channel=Channel.AT_ONCE, created_at=FRIDAY_NOON)

    made = [make_digests(MONDAY - timedelta(minutes=1)), make_digests(MONDAY)]

    assert made == [0, 1]
    assert Message.objects.get().dedup_key.startswith("digest:weekly:2026-11-30:")


@pytest.mark.parametrize("rhythm", [Channel.DAILY, Channel.WEEKLY])
@pytest.mark.parametrize("begin", ["2026-03-16 00:00", "2026-10-12 00:00"])
def test_over_four_weeks_nothing_is_told_twice_or_lost(rhythm, begin):
    subscriber = SubscriberFactory()
    start = here(begin).astimezone(ZoneInfo("UTC"))
    made_at: list[datetime] = []
    for hour in range(5 * 7 * 24 + 8):
        now = start + timedelta(hours=hour)
        if hour < 4 * 7 * 24 and hour % 6 == 1:
            NoticeFactory(subscriber=subscriber, channel=rhythm, created_at=now)
        if now.astimezone(HERE).hour in (0, 6, 7, 8, 15):
            made_at += [now] * make_digests(now)

    assert not Notice.objects.filter(digest=None).exists()
    clocks = [moment.astimezone(HERE) for moment in made_at]
    assert {clock.hour for clock in clocks} == {7}
    assert len(clocks) == {Channel.DAILY: 29, Channel.WEEKLY: 5}[rhythm]
    assert max(Counter(clock.date() for clock in clocks).values()) == 1
    assert rhythm == Channel.DAILY or {clock.weekday() for clock in clocks} == {0}


def test_a_worker_that_was_away_makes_one_mail_of_it_all():
    subscriber = SubscriberFactory()
    for days in range(3):
        NoticeFactory(subscriber=subscriber, created_at=FRIDAY_NOON + timedelta(days=days))

    made = [make_digests(MONDAY + timedelta(hours=5)) for _ in range(3)]

    assert made == [1, 0, 0]
    assert Message.objects.get().notices.count() == 3


def test_what_comes_too_late_for_its_digest_waits_for_the_next_one():
    subscriber = SubscriberFactory()
    NoticeFactory(subscriber=subscriber, created_at=FRIDAY_NOON)
    make_digests(SATURDAY)
    late = NoticeFactory(subscriber=subscriber, created_at=FRIDAY_NOON)

    again = make_digests(SATURDAY + timedelta(minutes=5))
    next_day = make_digests(SATURDAY + timedelta(days=1))

    assert (again, next_day) == (0, 1)
    late.refresh_from_db()
    assert late.digest.dedup_key == f"digest:daily:2026-11-29:{subscriber.pk}"


@pytest.mark.parametrize(("faults", "made"), [(0, 0), (1, 1)])
def test_a_window_waits_for_who_is_still_to_be_told_but_not_for_what_keeps_failing(faults, made):
    NoticeFactory(weekly=True, created_at=FRIDAY_NOON)
    row = announce("test.daily", about=DepartmentFactory(), at=MONDAY - timedelta(seconds=1))
    Announcement.objects.filter(pk=row.pk).update(faults=faults)
    later = announce("test.daily", about=DepartmentFactory(), at=MONDAY)

    first = make_digests(MONDAY)
    Announcement.objects.filter(pk=row.pk).update(finished_at=MONDAY)

    assert later.finished_at is None
    assert [first, make_digests(MONDAY)] == [made, 1 - made]


@pytest.mark.parametrize("people", [1, 30])
def test_a_chunk_costs_the_same_for_one_as_for_many(people, django_assert_num_queries):
    NoticeFactory.create_batch(people, created_at=FRIDAY_NOON)

    # Daily: told, who, savepoint, people, known, mails, notices, savepoint, no more. Weekly: told,
    # nobody.
    with django_assert_num_queries(11):
        make_digests(SATURDAY)


def test_many_people_are_taken_some_at_a_time(monkeypatch):
    monkeypatch.setattr(digests, "CHUNK", 2)
    NoticeFactory.create_batch(5, created_at=FRIDAY_NOON)

    assert make_digests(SATURDAY) == 5
    assert Message.objects.count() == 5
    assert not Notice.objects.filter(digest=None).exists()
