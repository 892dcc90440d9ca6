import pytest

from core.webvtt import clean_webvtt, webvtt_problem

GOOD = """WEBVTT - Hvad er en høring?

NOTE Skrevet af Plan --> Trafik

1
00:00.000 --> 00:04.000 line:90% align:center
Kommunen vil ændre noget.

00:00:04.000 --> 01:00:08.500
– Først spørger den alle.
– Ja.
"""


@pytest.mark.parametrize("text", [GOOD, "\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), GOOD.strip()])
def test_good_captions_are_taken(text: str) -> None:
    assert webvtt_problem(text) == ""
    assert clean_webvtt(text) == GOOD


TIMES = "Her skal stå fra og til, fx 00:01.000 --> 00:04.500. Der står:"
CUE = "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Linje 1: Undertekster skal begynde med WEBVTT."),
        ("1\n00:00:01,000 --> 00:00:02,000\na", "Linje 1: Undertekster skal begynde med WEBVTT."),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\na", "Linje 1: Undertekster skal begynde med WEBVTT."),
        (
            "WEBVTT\n00:01.000 --> 00:02.000\na",
            "Linje 2: Efter WEBVTT skal der stå en tom linje.",
        ),
        ("WEBVTT", "Der er ingen undertekster efter WEBVTT."),
        ("WEBVTT\n\nNOTE a", "Der er ingen undertekster efter WEBVTT."),
        (
            CUE + "00:00:03,000 --> 00:00:04,000\nb",
            f"Linje 6: {TIMES} 00:00:03,000 --> 00:00:04,000",
        ),
        (
            CUE + "2\nb",
            f"Linje 7: {TIMES} b",
        ),
        (
            CUE + "00:99.000 --> 01:00.000\nb",
            f"Linje 6: {TIMES} 00:99.000 --> 01:00.000",
        ),
        (
            CUE + "00:04.000 --> 00:03.000\nb",
            "Linje 6: Underteksten slutter, før den begynder.",
        ),
        (
            CUE + "00:00.500 --> 00:03.000\nb",
            "Linje 6: Underteksten begynder før den, der står over.",
        ),
        (CUE + "00:03.000 --> 00:04.000", "Linje 6: Her mangler ordene."),
        (
            CUE + "00:03.000 --> 00:04.000\nb\n00:05.000 --> 00:06.000\nc",
            "Linje 8: Her mangler en tom linje over tiderne.",
        ),
        ("WEBVTT\n\nSTYLE\n::cue{}\n\n" + CUE[8:], "Linje 3: STYLE kan ikke bruges her."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, problem: str) -> None:
    assert webvtt_problem(text) == problem
