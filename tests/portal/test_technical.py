from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from notifications.models import Heartbeat, Message
from portal.models import SearchState
from portal.readiness import what_is_wrong


@pytest.fixture
def alive(db) -> None:
    for part in Heartbeat.Part:
        Heartbeat.objects.update_or_create(part=part, defaults={"at": timezone.now()})


def wait_in_outbox(minutes: int) -> None:
    Message.objects.create(
        kind="mail",
        lane=Message.Lane.BULK,
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

    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_silence_of_worker_and_beat_is_named_on_the_machine_itself(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"not ready: worker, beat\n")


@pytest.mark.django_db
def test_others_are_not_told_what_is_wrong(client):
    response = client.get("/readyz", headers={"X-Forwarded-For": "203.0.113.7"})

    assert (response.status_code, response.content) == (503, b"not ready\n")


def test_an_old_heartbeat_is_no_heartbeat(alive):
    later = timezone.now() + timedelta(minutes=3)

    assert what_is_wrong(later) == ["worker", "beat"]


@pytest.mark.parametrize(("minutes", "wrong"), [(4, []), (6, ["outbox"])])
def test_mails_that_wait_too_long_are_noticed(alive, minutes, wrong):
    wait_in_outbox(minutes)

    assert what_is_wrong(timezone.now()) == wrong


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
