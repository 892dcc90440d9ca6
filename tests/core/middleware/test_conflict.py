import sqlite3
from collections.abc import Iterator

import psycopg2
import psycopg2.errors
import pytest
from django.db import OperationalError
from django.test import Client

from core import patience
from core.middleware.conflict import is_passing


class Cancelled(psycopg2.OperationalError):
    pgcode = "57014"


class SyntaxWrong(psycopg2.OperationalError):
    pgcode = "42601"


class ConnectionLost(psycopg2.OperationalError):
    pgcode = "08006"


def sqlite_error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    return error


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    yield
    patience.forget()


@pytest.fixture(autouse=True)
def own_pages(settings) -> None:
    pages = {
        "409.html": "409 {{ message }}",
        "429.html": "429 {{ message }} {{ retry_after }}",
        "500.html": "{{ site_name }} svarer ikke",
    }
    [engine] = settings.TEMPLATES
    options = {
        "loaders": [("django.template.loaders.locmem.Loader", pages)],
        "context_processors": engine["OPTIONS"]["context_processors"],
    }
    settings.TEMPLATES = [{"BACKEND": engine["BACKEND"], "OPTIONS": options}]


def test_the_wrong_moment_is_a_conflict_and_says_why(client: Client) -> None:
    response = client.get("/fejl/wrong-moment/")

    assert (response.status_code, response.content.decode()) == (409, "409 Høringen er lukket.")


def test_too_often_says_when_to_come_back(client: Client) -> None:
    response = client.get("/fejl/too-often/")

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "90"
    assert response.content.decode() == (
        "429 Det er sket for mange gange på kort tid. Vent lidt, og prøv igen. 90"
    )


PASSING = [
    Cancelled(),
    ConnectionLost(),
    psycopg2.OperationalError("connection refused"),
    sqlite_error("SQLITE_BUSY"),
    sqlite_error("SQLITE_BUSY_SNAPSHOT"),
    sqlite_error("SQLITE_LOCKED"),
]


@pytest.mark.parametrize("cause", PASSING)
def test_a_busy_database_is_answered_with_503_and_a_time_to_come_back(
    client: Client, caplog: pytest.LogCaptureFixture, cause: Exception
) -> None:
    response = client.get("/optaget/", cause=cause)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.content.decode() == "Med i Albertslund svarer ikke"
    assert "The database did not answer in time" in caplog.text


@pytest.mark.parametrize(("cause", "times"), [(Cancelled(), 1), (ConnectionLost(), 0)])
def test_only_a_wait_in_vain_shortens_the_next_ones(
    client: Client, monkeypatch: pytest.MonkeyPatch, cause: Exception, times: int
) -> None:
    noted: list[None] = []
    monkeypatch.setattr("core.middleware.conflict.waited_in_vain", lambda: noted.append(None))

    client.get("/optaget/", cause=cause)

    assert len(noted) == times


@pytest.mark.parametrize("cause", [SyntaxWrong(), sqlite_error("SQLITE_ERROR"), ValueError(), None])
def test_a_mistake_of_ours_is_no_busy_database(cause: Exception | None) -> None:
    error = OperationalError("x")
    error.__cause__ = cause

    assert not is_passing(error)


def test_other_exceptions_go_on(client: Client) -> None:
    assert client.get("/fejl/forbidden/").status_code == 403
    with pytest.raises(OperationalError):
        client.get("/fejl/mistake/")
