import os
import socket

import pytest

from core.page_cache import PageCache


@pytest.fixture
def away() -> PageCache:
    """A cache whose Redis has gone: nobody listens at its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return PageCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})


def test_a_redis_that_is_away_has_nothing(away):
    assert away.get("piece") is None
    assert away.get("piece", "made anew") == "made anew"
    assert away.get_many(["piece", "other"]) == {}
    assert "piece" not in away
    assert away.get_or_set("piece", lambda: "made anew") == "made anew"


def test_a_redis_that_is_away_keeps_nothing_and_says_no_word(away):
    assert away.set("piece", "text") is None
    assert away.set_many({"piece": "text"}) == []
    assert not any([away.add("piece", "text"), away.touch("piece"), away.delete("piece")])
    assert away.delete_many(["piece"]) is None
    assert not away.clear()


@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="needs REDIS_URL")
def test_a_redis_that_answers_keeps_what_it_is_given():
    cache = PageCache(f"{os.environ['REDIS_URL'].rpartition('/')[0]}/6", {})

    cache.set("piece", "text", timeout=5)

    assert cache.get("piece") == "text"
    assert cache.delete("piece")
