from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from core import patience

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite's readers never wait"
)


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    patience.forget()
    yield
    patience.forget()


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_request_asks_nothing_while_nobody_waits():
    with CaptureQueriesContext(connection) as queries, patience.short_waits_after_long_ones():
        pass

    assert len(queries) == 0


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_after_a_wait_in_vain_the_next_waits_are_short_and_only_theirs():
    before = lock_timeout()
    patience.waited_in_vain()

    with patience.short_waits_after_long_ones():
        during = lock_timeout()

    assert (during, lock_timeout()) == (patience.SHORT_WAIT, before)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_after_some_seconds_the_portal_is_patient_again(monkeypatch):
    monkeypatch.setattr(patience, "REMEMBERED_SECONDS", 0.0)
    patience.waited_in_vain()

    with patience.short_waits_after_long_ones():
        assert lock_timeout() != patience.SHORT_WAIT


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_cannot_be_set_back_is_not_used_again():
    patience.waited_in_vain()

    def refuse(execute, sql, *rest):
        if sql.startswith("RESET"):
            raise OperationalError("gone")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse), patience.short_waits_after_long_ones():
        pass

    assert connection.connection is None
