"""The broker of many machines: Redis, whose death a worker survives.

When a connection ends, kombu puts back what was taken and not acknowledged; a task that outlives
the connection acknowledges afterwards. On a connection that broke there is no address for either
any more: kombu raises AttributeError, and the worker ends.
Only wake-ups travel here: nothing has to be put back, the rows stay in the database, and the next
beat wakes again. What a killed worker had taken comes back by the visibility timeout as before.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from kombu.transport import redis


class Channel(redis.Channel):
    do_restore = False

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:
        """Acknowledge, unless the connection that brought it is gone."""
        with self._unless_gone():
            super().basic_ack(delivery_tag, multiple=multiple)

    def basic_reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Refuse, unless the connection that brought it is gone."""
        with self._unless_gone():
            super().basic_reject(delivery_tag, requeue=requeue)

    @contextmanager
    def _unless_gone(self) -> Iterator[None]:
        try:
            yield
        except AttributeError:
            if self.connection is not None:
                raise


class Transport(redis.Transport):
    Channel = Channel
