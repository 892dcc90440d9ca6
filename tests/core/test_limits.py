import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory

from core.limits import (
    LimitExceeded,
    allow,
    client_ip,
    consume,
    mail_key,
)

pytestmark = pytest.mark.django_db
HOUR = {"limit": 3, "per_seconds": 3600}


def test_the_limit_itself_is_allowed_and_one_more_is_not() -> None:
    assert [allow("answer", "a", **HOUR) for _ in range(4)] == [True, True, True, False]


def test_keys_and_scopes_are_counted_apart() -> None:
    for _ in range(3):
        consume("answer", "a", **HOUR)

    assert allow("answer", "b", **HOUR)
    assert allow("login", "a", **HOUR)


def test_a_refusal_says_in_danish_how_long_to_wait() -> None:
    with time_machine.travel(3600 * 1000 + 600, tick=False):
        for _ in range(3):
            consume("answer", "a", **HOUR)
        with pytest.raises(LimitExceeded) as refusal:
            consume("answer", "a", **HOUR)

    assert refusal.value.retry_after == 3001
    assert str(refusal.value) == (
        "Det er sket for mange gange på kort tid. Vent lidt, og prøv igen."
    )


def test_waiting_helps_even_who_kept_trying() -> None:
    with time_machine.travel(3600 * 1000, tick=False) as clock:
        for _ in range(10):
            allow("answer", "a", **HOUR)
        clock.shift(2 * 3600)

        assert [allow("answer", "a", **HOUR) for _ in range(4)] == [True, True, True, False]


def test_the_turn_of_a_window_gives_no_double_portion() -> None:
    with time_machine.travel(3600 * 1001 - 1, tick=False) as clock:
        for _ in range(3):
            consume("answer", "a", **HOUR)
        clock.shift(2)

        assert not allow("answer", "a", **HOUR)


def test_a_town_hall_behind_one_address_passes() -> None:
    assert all(allow("answer.ip", "192.0.2.1", limit=400, per_seconds=3600) for _ in range(300))


def test_neither_addresses_nor_mails_can_be_read_in_the_cache() -> None:
    consume("answer", "ane@eksempel.dk", **HOUR)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        keys = [row[0] for row in cursor.fetchall()]

    assert len(keys) == 1
    assert "ane" not in keys[0]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 7.7.7.7, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
        (1, "nonsense", "198.51.100.7"),
        (1, "", "198.51.100.7"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_is_what_our_own_proxies_saw(
    settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_ip(request) == address


def test_a_request_through_a_socket_has_no_address() -> None:
    assert client_ip(RequestFactory().get("/", REMOTE_ADDR="")) == "unknown"


@pytest.mark.parametrize(
    "address",
    [
        "ane@eksempel.dk",
        "Ane@Eksempel.DK",
        " ane+1@eksempel.dk",
        "ane+høring@eksempel.dk",
        "a\u200bne@eksempel.dk",
    ],
)
def test_spellings_of_one_mailbox_share_a_key(address: str) -> None:
    assert mail_key(address) == "ane@eksempel.dk"
