"""What a worker does with a wake-up whose connection to Redis is gone."""

import os

import pytest
from kombu import Connection
from kombu.transport import redis

from core.redis_broker import Transport

pytestmark = pytest.mark.skipif("REDIS_URL" not in os.environ, reason="needs REDIS_URL")


def taken(transport):
    """Return a message that was taken from a queue, and its connection."""
    connection = Connection(os.environ["REDIS_URL"], transport=transport)
    queue = connection.SimpleQueue("tests-of-the-broker")
    queue.clear()
    queue.put({"number": 7})
    message = queue.get(timeout=5)
    return message, connection


@pytest.mark.parametrize("end", ["ack", "reject", "requeue"])
def test_a_task_that_outlives_the_connection_ends_well(end):
    message, connection = taken(Transport)
    connection.collect()

    getattr(message, end)()

    assert message.acknowledged


class Unguarded(redis.Transport):
    class Channel(redis.Channel):
        do_restore = False


@pytest.mark.parametrize("end", ["ack", "reject", "requeue"])
def test_without_the_guard_the_worker_would_end(end):
    message, connection = taken(Unguarded)
    connection.collect()

    with pytest.raises(AttributeError):
        getattr(message, end)()


def test_on_a_living_connection_it_is_acknowledged():
    message, connection = taken(Transport)

    client = connection.default_channel.client
    before = client.zcard("unacked_index")

    message.ack()

    assert client.zcard("unacked_index") == before - 1
    connection.close()
