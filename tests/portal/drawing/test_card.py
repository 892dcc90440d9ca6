"""A picture can be drawn of any words, in bounded time and weight, and is always the same."""

import io

import pytest
from PIL import Image

from core.pictures import Picture
from portal.drawing import card, draw, letters

LONG = "Boliger ved Skallerne og meget andet godt, som kan ske i en by. " * 9


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(draw(picture)))
    image.load()
    return image.convert("RGB")


@pytest.mark.parametrize("way", ["", "information", "democracy", "innovation", "unknown"])
def test_a_picture_is_as_large_as_a_link_wants_it_and_light(way):
    content = draw(Picture("Høring nr. 53", LONG, "Svar senest 6. december 2026", way))
    image = Image.open(io.BytesIO(content))

    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) <= 60_000


def test_the_same_words_give_the_same_bytes_and_others_give_others():
    picture = Picture("Nyhed", "Nye bænke", "3. november 2026", "information")

    assert draw(picture) == draw(picture)
    assert draw(picture) != draw(Picture("Nyhed", "Nye bænker", "3. november 2026", "information"))


@pytest.mark.parametrize(
    ("way", "colour"),
    [("information", (28, 90, 133)), ("democracy", (123, 47, 94)), ("innovation", (115, 80, 0))],
)
def test_the_band_has_the_colour_of_the_way(way, colour):
    band = opened(Picture("Titel", "Titel", way=way)).getpixel((600, 4))

    assert max(abs(one - other) for one, other in zip(band, colour, strict=True)) <= 3


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " \n\t ",
        "x" * 10_000,
        "ord " * 10_000,
        "\x00\x01\x07\x1b[31m\ufffe\uffff",
        "\ud800\udfff",
        "مرحبا بالعالم שלום",
        "\u202eabc\u202d\u2066",
        "🌳👨\u200d👩\u200d👧" * 200,
        "a" + "\u0301" * 5_000,
        "漢字" * 500,
        "ﷺ" * 500,
        "<script>alert(1)</script>&amp;",
        "%s {} {0}",
    ],
)
def test_no_words_stop_the_drawing(hostile):
    content = draw(Picture(hostile, hostile, hostile, "democracy"))

    assert len(content) <= 60_000


def test_words_that_no_font_has_give_way_to_the_name_of_the_portal(settings):
    arabic = draw(Picture("Nyhed", "مرحبا"))
    seed_of_arabic = Picture("Nyhed", "مرحبا").digest

    assert seed_of_arabic != Picture("Nyhed", settings.SITE_NAME).digest
    assert letters.shown("مرحبا", "Bold") == ""
    assert Image.open(io.BytesIO(arabic)).size == (1200, 630)


def test_letters_of_the_whole_of_europe_are_set():
    words = "Ærø Žižkov Őrség şehir Þórr Łódź"

    assert letters.shown(words, "Bold") == words
    assert letters.part_with("æ", "Bold") == "Latin1"
    assert letters.part_with("ő", "Bold") == "Latin2"
    assert letters.part_with("漢", "Bold") == ""


@pytest.mark.parametrize("text", [LONG, "x" * 400, "a b " * 300])
def test_every_line_fits_and_four_are_the_most(text):
    room = 1072
    lines = letters.broken(letters.shown(text, "Bold"), "Bold", 54, room)

    assert len(letters.shown(text, "Bold")) <= letters.MAX_LETTERS
    assert max(letters.width_of(line, "Bold", 54) for line in lines) <= room
    assert len(card.lines_of(text, room=300)[0]) <= 4


def test_a_title_that_is_too_long_ends_in_an_ellipsis():
    lines, _size = card.lines_of(LONG, room=300)

    assert len(lines) == 4
    assert lines[-1].endswith("…")


def test_a_short_title_is_set_large():
    assert card.lines_of("Kort", room=300) == (["Kort"], 84)


def test_a_line_that_fits_is_left_alone():
    assert letters.clipped("Svar senest", "Bold", 34, 1000) == "Svar senest"
    assert letters.clipped("Svar, senest nu", "Bold", 34, 120) == "Svar…"
