"""What every test of a file needs and none minds, made once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pytest_django import DjangoDbBlocker

from portal import errors


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


def write_refusals_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the page that refuses once for each account: it tells nothing of the address.

    For tests that ask for very much and look at the status of what is refused. Half of their
    answers are refusals, and each takes as long to write as a page.
    """
    write, written = errors._page, {}

    def page(request: HttpRequest, template: str, **options: Any) -> HttpResponse:
        key = template, request.user.pk, errors._language(request)
        if key not in written:
            written[key] = write(request, template, **options).content
        return HttpResponse(written[key], **options)

    monkeypatch.setattr(errors, "_page", page)
