from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from core.clock import at_clock
from notifications import waiting
from notifications.models import Announcement, Heartbeat, Message
from portal.models import SearchState
from portal.readiness import what_is_wrong
from tests.notifications.factories import NoticeFactory


@pytest.fixture
def alive(db) -> None:
    for part in Heartbeat.Part:
        Heartbeat.objects.update_or_create(part=part, defaults={"at": timezone.now()})


def wait_in_outbox(lane: str, minutes: int) -> None:
    Message.objects.create(
        kind="mail",
        lane=lane,
        email="asta@example.dk",
        not_before=timezone.now() - timedelta(minutes=minutes),
    )


def test_healthz_asks_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_readyz_says_ready_when_everything_is_alive(client, alive):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.text.splitlines() == [
        "ready",
        "database: 0 s",
        "worker: 0 s",
        "beat: 0 s",
        "outbox: nothing waits",
        "outbox-bulk: nothing waits",
        "announcements: nothing waits",
        "digests: nothing waits",
        "search: nothing waits",
    ]


@pytest.mark.django_db
def test_silence_of_worker_and_beat_is_named_on_the_machine_itself(client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.text.splitlines()[0] == "not ready: worker, beat"
    assert "worker: never" in response.text.splitlines()


@pytest.mark.django_db
def test_others_are_not_told_what_is_wrong(client):
    response = client.get("/readyz", headers={"X-Forwarded-For": "203.0.113.7"})

    assert (response.status_code, response.content) == (503, b"not ready\n")


def test_an_old_heartbeat_is_no_heartbeat(alive):
    later = timezone.now() + timedelta(minutes=3)

    assert what_is_wrong(later) == ["worker", "beat"]


@pytest.mark.parametrize(
    ("lane", "minutes", "wrong"),
    [
        ("immediate", 4, []),
        ("immediate", 6, ["outbox"]),
        ("bulk", 29, []),
        ("bulk", 31, ["outbox-bulk"]),
    ],
)
def test_mails_that_wait_too_long_are_noticed(alive, lane, minutes, wrong):
    wait_in_outbox(lane, minutes)

    assert what_is_wrong(timezone.now()) == wrong


def test_the_machine_itself_is_told_how_long_the_oldest_mail_has_waited(client, alive):
    wait_in_outbox("immediate", 4)

    lines = client.get("/readyz").text.splitlines()
    strangers = client.get("/readyz", headers={"X-Forwarded-For": "203.0.113.7"}).text

    assert lines[0] == "ready"
    assert lines[4] in ("outbox: 240 s", "outbox: 241 s")
    assert strangers == "ready\n"


def test_the_limits_are_the_operators(alive, settings):
    wait_in_outbox("immediate", 4)
    settings.READY_MAIL_SECONDS = 60

    assert what_is_wrong(timezone.now()) == ["outbox"]


@pytest.mark.parametrize(("minutes", "wrong"), [(14, []), (16, ["announcements"])])
def test_what_not_all_have_been_told_is_noticed(alive, minutes, wrong):
    happened = timezone.now() - timedelta(minutes=minutes)
    for key, finished_at in (("a", None), ("b", happened)):
        Announcement.objects.create(
            kind="test.daily",
            about_model="city.area",
            about_pk="1",
            dedup_key=key,
            created_at=happened - timedelta(days=1) if finished_at else happened,
            finished_at=finished_at,
        )

    assert what_is_wrong(timezone.now()) == wrong


@pytest.mark.parametrize(("minute", "wrong"), [(14, []), (16, ["digests"])])
@pytest.mark.parametrize("happened", [(6, 59), (7, 1)])
def test_a_digest_that_nobody_makes_is_noticed(alive, minute, wrong, happened):
    day = date(2026, 11, 27)
    NoticeFactory(created_at=at_clock(day, time(*happened)))
    with time_machine.travel(at_clock(day, time(7, minute)), tick=False):
        Heartbeat.objects.update(at=timezone.now())
        found = what_is_wrong(timezone.now())

    # What happened after seven waits for tomorrow.
    assert found == (wrong if happened == (6, 59) else [])


def test_what_comes_after_the_digest_of_the_day_waits_rightly_for_the_next(alive):
    day = date(2026, 11, 27)
    late = NoticeFactory(created_at=at_clock(day, time(6, 59)))
    Message.objects.create(
        kind="notifications.digest",
        lane=Message.Lane.BULK,
        subscriber=late.subscriber,
        dedup_key=f"digest:daily:2026-11-27:{late.subscriber.pk}",
        state=Message.State.SENT,
        finished_at=timezone.now(),
    )

    assert waiting.digests_wait_since(at_clock(day, time(9))) is None


@pytest.mark.parametrize(
    ("finished", "wrong"),
    [(None, []), (timedelta(minutes=9), []), (timedelta(minutes=11), ["search"])],
)
def test_a_search_that_follows_no_more_is_noticed(alive, finished, wrong):
    now = timezone.now()
    SearchState.objects.create(finished_at=finished and now - finished)

    assert what_is_wrong(now) == wrong


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_named():
    def refuse(*_query: object) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        wrong = what_is_wrong(timezone.now())

    assert wrong == ["database"]


def test_a_missing_cache_table_is_noticed(alive, settings):
    nowhere = {**settings.CACHES["default"], "LOCATION": "no_such_table"}
    settings.CACHES = {**settings.CACHES, "default": nowhere}

    assert what_is_wrong(timezone.now()) == ["database"]


@pytest.mark.django_db
def test_search_engines_are_kept_from_what_is_private(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /min-side/", "Disallow: /hoeringer/mit-svar/"} <= set(lines)
    assert not any("admin" in line for line in lines)


@pytest.mark.django_db
def test_search_engines_are_led_to_the_sitemap_and_away_from_searches(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: http://localhost:8000/sitemap.xml" in lines
    assert {"Disallow: /soeg/?", "Disallow: /en/soeg/?", "Disallow: /*?*&"} <= set(lines)
    assert not any("billede" in line for line in lines)
