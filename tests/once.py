"""Rows that every test of a file needs and none minds, made once for the file."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


def made_once(make: Callable[[], Any]) -> Any:
    """Return a fixture of what `make` returns; its rows stand until the file's last test.

    A test that asks for it besides `db` is rolled back to them. They are there for the later tests
    of the file too, and what a test changes on the objects in memory stays: it is for files that
    only ask for pages.
    """

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield make()
            transaction.set_rollback(True)

    return made
