"""The broker of many machines: Redis, whose death a worker survives.

When a connection ends, kombu puts back what was taken and not acknowledged. On a connection that
broke it has no address to put it back to any more, raises AttributeError, and the worker ends.
Only wake-ups travel here: nothing has to be put back, the rows stay in the database, and the next
beat wakes again. What a killed worker had taken comes back by the visibility timeout as before.
"""

from kombu.transport import redis


class Channel(redis.Channel):
    do_restore = False


class Transport(redis.Transport):
    Channel = Channel
