"""What the calendar brings: told to those whom it concerns, once, and while it is so."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from city.models import Area, Topic
from hearings import tasks
from hearings.models import Hearing
from hearings.services import extend_deadline
from hearings.services.coming import announce_what_comes, days_left
from notifications.models import Announcement, Notice, Subscription
from notifications.services import expand_announcements
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.following import follow
from tests.notifications.factories import SubscriberFactory
from tests.notifications.test_windows import here

pytestmark = pytest.mark.django_db
OPENED, NEAR = "hearings.opened", "hearings.deadline_near"


def follower_of(**thing) -> int:
    return Subscription.objects.create(subscriber=SubscriberFactory(), **thing).subscriber_id


def told(kind: str) -> list[int]:
    expand_announcements(seconds=30)
    return list(
        Notice.objects.filter(kind=kind).order_by("pk").values_list("subscriber", flat=True)
    )


def announced(kind: str) -> list[str]:
    rows = Announcement.objects.filter(kind=kind).order_by("pk")
    return [row.dedup_key.rpartition(":")[2] for row in rows]


@pytest.fixture
def places():
    areas = [Area.objects.create(name=name, slug=name) for name in ("nordby", "sydby")]
    topics = [Topic.objects.create(name=name, slug=name) for name in ("stier", "skoler")]
    return [*areas, *topics]


# --- Openings -------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "count"), [(170, 1), (190, 0)])
def test_a_hearing_that_is_open_for_years_is_not_told_as_new_when_we_have_forgotten(days, count):
    now = timezone.now()
    opened = now - timedelta(days=days)
    HearingFactory(open=True, opens_at=opened, published_at=opened)

    announce_what_comes(at=now)

    assert len(announced(OPENED)) == count


def test_an_opening_is_told_to_those_who_follow_its_areas_its_topics_or_itself(places):
    north, south, paths, schools = places
    hearing = HearingFactory(open=True)
    hearing.areas.add(north)
    hearing.topics.add(paths)
    mine = [follower_of(area=north), follower_of(topic=paths), follower_of(feed=hearing.feed)]
    both = follower_of(area=north)
    Subscription.objects.create(subscriber_id=both, topic=paths)
    for thing in ({"area": south}, {"topic": schools}, {"feed": HearingFactory(draft=True).feed}):
        follower_of(**thing)

    counts = [announce_what_comes(at=timezone.now()) for _ in range(2)]

    assert counts == [1, 0]
    assert told(OPENED) == [*mine, both]


def test_a_hearing_without_areas_concerns_every_area(places):
    HearingFactory(open=True)
    everybody = [follower_of(area=places[0]), follower_of(area=places[1])]
    follower_of(topic=places[2])

    announce_what_comes(at=timezone.now())

    assert told(OPENED) == everybody


@pytest.mark.parametrize("state", ["draft", "coming", "closed", "decided", "withdrawn"])
def test_only_what_is_open_is_announced(state):
    HearingFactory(**{state: True})

    assert announce_what_comes(at=timezone.now()) == 0


def test_a_coming_hearing_is_announced_when_it_opens():
    hearing = HearingFactory(coming=True)

    before = announce_what_comes(at=hearing.opens_at - timedelta(seconds=1))

    assert (before, announce_what_comes(at=hearing.opens_at)) == (0, 1)


def test_an_opening_that_was_taken_back_meanwhile_is_told_to_nobody():
    hearing = HearingFactory(open=True)
    follow(hearing, "birk@example.dk")
    announce_what_comes(at=timezone.now())
    Hearing.objects.filter(pk=hearing.pk).update(status="withdrawn")

    assert told(OPENED) == []


# --- Deadlines ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opens", "closes", "now", "days"),
    [
        ("2026-05-01 00:00", "2026-06-01 00:00", "2026-05-24 23:59", 0),
        ("2026-05-01 00:00", "2026-06-01 00:00", "2026-05-25 00:00", 7),
        ("2026-05-01 00:00", "2026-06-01 00:00", "2026-05-29 23:59", 7),
        ("2026-05-01 00:00", "2026-06-01 00:00", "2026-05-30 00:00", 2),
        ("2026-05-01 00:00", "2026-06-01 00:00", "2026-05-31 23:59", 2),
        # It opened less than 7, or 2, days before its deadline.
        ("2026-05-26 00:00", "2026-06-01 00:00", "2026-05-28 00:00", 0),
        ("2026-05-26 00:00", "2026-06-01 00:00", "2026-05-30 00:00", 2),
        ("2026-05-31 00:00", "2026-06-01 00:00", "2026-05-31 12:00", 0),
        # The clocks go forward and back between that day and the deadline.
        ("2026-03-01 00:00", "2026-04-01 00:00", "2026-03-25 00:00", 7),
        ("2026-03-01 00:00", "2026-04-01 00:00", "2026-03-24 23:59", 0),
        ("2026-10-01 00:00", "2026-10-26 00:00", "2026-10-24 00:00", 2),
        ("2026-10-01 00:00", "2026-10-26 00:00", "2026-10-23 23:59", 7),
    ],
)
def test_a_deadline_is_near_from_7_and_from_2_days_before(opens, closes, now, days):
    hearing = HearingFactory(opens_at=here(opens), closes_at=here(closes))

    assert days_left(hearing, here(now)) == days


def walk(begin: datetime, end: datetime, *, step: timedelta) -> None:
    while begin < end:
        announce_what_comes(at=begin)
        begin += step


def test_each_of_the_two_days_is_told_once():
    hearing = HearingFactory()
    begin = hearing.opens_at

    walk(begin, hearing.closes_at + timedelta(days=2), step=timedelta(hours=5))

    assert [key[:2] for key in announced(NEAR)] == ["7-", "2-"]
    assert len(announced(OPENED)) == 1


def test_a_worker_that_was_away_tells_the_nearest_day_only():
    hearing = HearingFactory()

    announce_what_comes(at=hearing.closes_at - timedelta(days=1))

    assert [key[:2] for key in announced(NEAR)] == ["2-"]


def test_a_later_deadline_is_told_of_in_its_own_time_and_the_old_one_no_more():
    hearing = HearingFactory()
    follower = follow(hearing, "birk@example.dk")
    week_before = hearing.closes_at - timedelta(days=7)
    announce_what_comes(at=week_before)
    extend_deadline(
        hearing,
        closes_at=hearing.closes_at + timedelta(days=6),
        reason="Kortet manglede.",
        by=UserFactory(),
        at=week_before + timedelta(hours=1),
    )
    hearing.refresh_from_db()

    assert told(NEAR) == []
    walk(week_before, hearing.closes_at, step=timedelta(hours=5))

    deadline = f"{hearing.closes_at.astimezone(UTC):%Y%m%dT%H%MZ}"
    assert announced(NEAR)[1:] == [f"7-{deadline}", f"2-{deadline}"]
    assert told(NEAR) == [follower.pk, follower.pk]


def test_who_has_answered_is_not_reminded():
    hearing = HearingFactory(closes_at=timezone.now() + timedelta(days=1))
    follow(hearing, "asta@example.dk")
    birk = follow(hearing, "birk@example.dk")
    ResponseFactory(hearing=hearing, email="ASTA@example.dk")
    announce_what_comes(at=timezone.now())

    assert told(NEAR) == [birk.pk]


@pytest.mark.parametrize("hearings", [1, 5])
def test_asking_costs_the_same_for_one_hearing_as_for_many(hearings, django_assert_num_queries):
    for _ in range(hearings):
        HearingFactory()
    announce_what_comes(at=timezone.now())

    # Hearings, extensions, what is announced.
    with django_assert_num_queries(3):
        announce_what_comes(at=timezone.now())


def test_the_task_is_a_door():
    HearingFactory()

    tasks.announce_what_comes()

    assert len(announced(OPENED)) == 1


def test_what_has_opened_before_announcements_existed_is_no_news():
    migration = import_module("hearings.migrations.0009_open_hearings_are_announced")
    HearingFactory()
    HearingFactory(closed=True)
    HearingFactory(draft=True)
    coming = HearingFactory(coming=True)

    for _ in range(2):
        migration.remember_openings(apps, None)

    assert len(announced(OPENED)) == 2
    assert not Announcement.objects.waiting().exists()
    assert announce_what_comes(at=timezone.now()) == 0
    assert announce_what_comes(at=coming.opens_at) == 1
