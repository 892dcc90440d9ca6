from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.cpr import CprHit, find_cpr, is_possible_date, mask_cpr

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2043\u00ad"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066"
SEPARATORS = ["", " ", "-", " - ", "\u00a0", "\u2009", "- ", " –", *DASHES]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_number_is_found_with_every_separator(separator: str) -> None:
    text = f"Mit nummer er 010190{separator}1234."

    hits = find_cpr(text)

    assert [text[hit.start : hit.end] for hit in hits] == [f"010190{separator}1234"]


@pytest.mark.parametrize("letter", INVISIBLE)
@pytest.mark.parametrize("place", range(1, 11))
def test_a_number_is_found_with_an_invisible_character_anywhere(letter: str, place: int) -> None:
    number = "010190-1234"

    assert find_cpr(f"({number[:place]}{letter}{number[place:]})")


@pytest.mark.parametrize("zero", ["\uff10", "\u0660", "\u06f0", "\u0966", "\U0001d7ce"])
def test_a_number_is_found_in_other_digits(zero: str) -> None:
    other = {ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)}

    assert find_cpr("010190-1234".translate(other))


@pytest.mark.parametrize(
    "text",
    [
        "CPR:0101901234",
        "cpr0101901234x",
        "(010190-1234)",
        "010190-1234,020290-2345",
        "01.01.90-1234",
        "01 01 90-1234",
        "010190-\n1234",
        "<b>010190-1234</b>",
        "nr. 12 010190-1234",
        "050590-1234 2024-05-01",
        "290200-1234",
        "310399-9999",
    ],
)
def test_a_number_is_found_in_its_surroundings(text: str) -> None:
    assert find_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "01.02.05-P16-9-26",
        "sag 24/12345",
        "+45 43 68 68 68",
        "43686868",
        "+4543686868",
        "4543686868",
        "2620 Albertslund",
        "EAN 5798000123456",
        "CVR 66137112",
        "1234567890123456",
        "10101901234",
        "01019012345",
        "320190-1234",
        "311190-1234",
        "300290-1234",
        "290201-1234",
        "000190-1234",
        "010090-1234",
        "011390-1234",
        "010190-123",
        "01019-1234",
        "010190 kl. 1234",
        "1.000.000 kr. i 2026-2027",
        "5. april 2026 kl. 17.00",
        "d. 01.02.26 kl. 14.30",
        "12345678-1234",
        "DK50 0040 0440 1162 43",
        "lokalplan 9.9, § 24, stk. 5",
        "2026-01-01T12:00:00",
        "120526\t1430",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_cpr(text) == []


def _days() -> Iterator[str]:
    day = date(1999, 1, 1)
    while day < date(2001, 1, 1):
        yield f"{day:%d%m%y}"
        day += timedelta(days=1)


def test_every_day_is_possible_and_modulus_11_is_never_asked() -> None:
    found = [find_cpr(f"{day}-{serial}") for day in _days() for serial in ("0000", "4321", "9999")]

    assert all(found)
    assert len(found) == 3 * 731


def test_29_february_is_possible_in_leap_years_only() -> None:
    years = [year for year in range(100) if is_possible_date(f"2902{year:02}")]

    assert years == list(range(0, 100, 4))


def test_a_hit_names_place_and_line_but_not_the_number() -> None:
    text = "Kære kommune\n\njeg er 0\u200b10190\u20131234\nhilsen 020280 4321"

    assert find_cpr(text) == [
        CprHit(21, 33, 3, "01••••-••••"),
        CprHit(41, 52, 4, "02••••-••••"),
    ]


def test_masking_leaves_the_rest_as_it_was() -> None:
    assert mask_cpr("a 010190-1234, b 0202804321!") == "a 01••••-••••, b 02••••-••••!"


# How quick the machine is is not what is tested.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(
    st.dates(date(1900, 1, 1), date(2057, 12, 31)),
    st.integers(0, 9999),
    st.sampled_from(SEPARATORS),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["N", "Mn", "Me", "Cf", "Pd"]), max_size=20
    ),
)
def test_any_number_in_any_text_is_found_where_it_stands(
    day: date, serial: int, separator: str, around: str
) -> None:
    number = f"{day:%d%m%y}{separator}{serial:04}"

    hits = find_cpr(f"{around}x{number}x{around}")

    assert [(hit.start, hit.end) for hit in hits] == [
        (len(around) + 1, len(around) + 1 + len(number))
    ]


@unhurried
@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    for hit in find_cpr(text):
        assert 0 <= hit.start < hit.end <= len(text)
