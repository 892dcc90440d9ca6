"""The web server's own log knows no secrets and no persons."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from albertslund import gunicorn


@pytest.fixture
def line_for(monkeypatch) -> Callable[[str], str]:
    """Return a function that asks for a path and returns what the log got, "" for nothing."""
    config = Config()
    config.set("access_log_format", gunicorn.access_log_format)
    config.set("accesslog", "-")
    logger = gunicorn.logger_class(config)
    written: list[str] = []
    monkeypatch.setattr(logger.access_log, "info", lambda line, atoms: written.append(line % atoms))

    def ask(path: str) -> str:
        environ = {
            "REQUEST_METHOD": "GET",
            "RAW_URI": f"{path}?email=asta@example.dk",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "PATH_INFO": path,
            "QUERY_STRING": "email=asta@example.dk",
            "REMOTE_ADDR": "192.0.2.7",
        }
        response = SimpleNamespace(status="200 OK", sent=12, headers=[])
        request = SimpleNamespace(headers=[])
        logger.access(response, request, environ, timedelta(milliseconds=7))
        return "".join(written)

    return ask


def test_a_line_says_what_was_asked_for_and_how_it_went(line_for):
    assert line_for("/hoeringer/12-lokalplan/").endswith(
        '"GET /hoeringer/12-lokalplan/" 200 12 7 ms'
    )


def test_a_line_has_no_address_and_no_query(line_for):
    line = line_for("/hoeringer/")

    assert "192.0.2.7" not in line
    assert "asta" not in line


def test_the_key_of_a_private_link_is_not_written(line_for):
    assert '"GET /hoeringer/kvittering/[token]/"' in line_for("/hoeringer/kvittering/aB3dE5/")


def test_nobody_adds_lines_of_their_own(line_for):
    assert "\n" not in line_for("/a\n[today] forged")


def test_the_load_balancer_leaves_no_lines(line_for):
    assert line_for("/healthz") == ""
