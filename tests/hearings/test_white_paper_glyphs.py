"""Which letters the PDF can draw, and where a run of them may break."""

import pytest

from hearings.white_paper.glyphs import FONTS, breakable, drawable, letters_of


@pytest.mark.parametrize(
    "text",
    ["Blåbærgrød på Ærø, 4 % – »ja«", "لا تقطعوا", "👍🏽 👩‍👩‍👧 🇩🇰", "Ελλάδα, Україна", "a\nb"],
)
def test_letters_that_the_fonts_have_stay(text):
    assert drawable(text) == text


def test_letters_that_no_font_has_are_replaced():
    assert drawable("Hej 你好 ไทย") == "Hej �� ���"


def test_a_long_run_may_break_and_says_the_same():
    run = "a" * 100

    assert breakable(run).replace("\u200b", "") == run
    assert max(map(len, breakable(run).split("\u200b"))) == 20


def test_words_that_a_line_holds_are_left_alone():
    assert (
        breakable("Speciallægepraksisplanlægningsstabiliseringsperiode"[:40])
        == ("Speciallægepraksisplanlægningsstabiliseringsperiode"[:40])
    )


def test_the_letters_of_a_font_are_read_from_it():
    letters = set(letters_of((FONTS / "IBMPlexSans-Regular.ttf").read_bytes()))

    assert {ord(letter) for letter in "aÅæ§€�"} <= letters
    assert ord("ش") not in letters
    assert ord("ش") in set(letters_of((FONTS / "IBMPlexSansArabic-Regular.ttf").read_bytes()))
