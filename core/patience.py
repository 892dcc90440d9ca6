"""While the database makes everybody wait for a lock, the next ones wait less.

A table that is locked for long would else take every thread of the web server, for the full wait
each, and with them the pages that need nothing of that table. Whoever waits in vain says so
here; for some seconds after that, waits in this process are short. PostgreSQL only: on SQLite
readers never wait.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SHORT_WAIT = "400ms"
REMEMBERED_SECONDS = 5.0


class _Memory:
    """When this process may be patient again, on the monotonic clock."""

    patient_from = 0.0


def waited_in_vain() -> None:
    """Remember that a wait for a lock, or a query behind one, was given up."""
    _Memory.patient_from = time.monotonic() + REMEMBERED_SECONDS


def forget() -> None:
    _Memory.patient_from = 0.0


@contextmanager
def short_waits_after_long_ones() -> Iterator[None]:
    """Shorten this request's waits, if another one has just waited in vain."""
    if connection.vendor != "postgresql" or time.monotonic() >= _Memory.patient_from:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [SHORT_WAIT])
    try:
        yield
    finally:
        _set_back()


def _set_back() -> None:
    """Give the connection its own limit back; one that cannot take it is not used again."""
    if connection.in_atomic_block:
        return  # a test's transaction: its rollback does it
    try:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    except Exception:  # noqa: BLE001  (whatever it is, the connection is of no use any more)
        connection.close()
