import logging

import pytest
from django.core.signing import Signer

from core.logging import MAX_LENGTH, NoPersonalData, one_line, without_personal_data


def written(message: str, *args: object, error: Exception | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, message, args, exc_info)
    assert NoPersonalData().filter(record)
    return logging.Formatter("%(message)s").format(record)


@pytest.mark.parametrize("before", ["a", "a" * 100, "a" * 101, "a.b+" * 500])
def test_a_signature_is_masked_whole_whatever_stands_before_it(before: str) -> None:
    two = f"{before}~{'s' * 43} {before}~{'t' * 20}.{before}~{'u' * 20}"

    line = written("Not Found: %s", two)

    assert "~" not in line
    assert [letter for letter in "stu" if letter * 20 in line] == []


@pytest.mark.parametrize(
    "secret",
    [
        "010190-1234",
        "0101901234",
        "ane.marie+x@eksempel.dk",
        Signer(salt="hearings.response", sep="~").sign("svar17"),
        "/hoeringer/mit-svar/3f9a8b7c6d5e/",
        "/hoeringer/kvittering/3f9a8b7c6d5e",
        "/konto/confirm-email/MQ:1abc:def/",
        "/konto/password/reset/key/1-abcdef/",
        "/?email=ane@eksempel.dk&code=123456",
    ],
)
def test_a_log_line_holds_no_personal_data(secret: str) -> None:
    line = written("Not Found: %s", f"x {secret} y")

    assert "eksempel" not in line
    assert "1234" not in line
    assert "3f9a" not in line
    assert "abc" not in line
    assert line.startswith("Not Found: x ")
    assert line.endswith(" y")


def test_ordinary_lines_stay_as_they_are() -> None:
    line = "GET /hoeringer/12-lokalplan-99/?page=2 200 in 14 ms, tlf. 43 68 68 68"

    assert written(line) == line
    assert without_personal_data(line) == line


@pytest.mark.parametrize("letter", ["\n", "\r", "\x1b", "\x00", "\u2028", "\x85"])
def test_nobody_writes_a_line_of_their_own(letter: str) -> None:
    line = written("Not Found: %s", f"/x{letter}2026 ERROR root stolen")

    assert letter not in line
    assert line == one_line(line)


def test_an_exception_is_masked_but_keeps_its_lines() -> None:
    try:
        raise ValueError("010190-1234 for ane@eksempel.dk")
    except ValueError as error:
        text = written("Failed", error=error)

    assert "ValueError: 01••••-•••• for [e-mail]" in text
    assert text.count("\n") >= 2


def test_an_endless_line_is_cut() -> None:
    assert len(written("x" * 100_000)) == MAX_LENGTH
