from dataclasses import asdict
from datetime import date
from string import Formatter

import pytest
from django.utils.translation import get_language

from core.languages import languages
from core.translated_words import WORDS, words_in

CHRISTMAS = date(2026, 12, 6)


def places_in(text):
    """Return the names of the places that a sentence leaves open."""
    return {name for _text, name, _form, _more in Formatter().parse(str(text)) if name}


def test_the_labels_are_known_in_six_languages_and_each_may_be_translated_into():
    assert set(WORDS) == {"en", "tr", "ar", "ur", "pl", "de"}
    assert set(WORDS) <= set(languages())


@pytest.mark.parametrize("language", sorted(WORDS))
def test_each_language_says_everything_and_leaves_the_same_places_open(language):
    english, words = asdict(WORDS["en"]), asdict(WORDS[language])

    assert [name for name, text in words.items() if not text] == []
    assert {name: places_in(text) for name, text in words.items()} == {
        name: places_in(text) for name, text in english.items()
    }


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Sunday 6 December 2026"),
        ("tr", "6 Aralık 2026, Pazar"),
        ("ar", "الأحد 6 ديسمبر 2026"),
        ("ur", "اتوار، 6 دسمبر 2026"),
        ("pl", "6 grudnia 2026"),
        ("de", "Sonntag, 6. Dezember 2026"),
    ],
)
def test_a_date_is_said_as_in_the_language_and_the_page_keeps_its_own(language, said):
    before = get_language()

    assert WORDS[language].spoken(CHRISTMAS) == said
    assert get_language() == before


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["day", "days", "days", "days", "days", "days"]),
        ("tr", ["gün"] * 6),
        ("pl", ["dzień", "dni", "dni", "dni", "dni", "dni"]),
        ("ar", ["يوم", "يومان", "أيام", "أيام", "يومًا", "يوم"]),
    ],
)
def test_days_are_counted_as_the_language_counts(language, said):
    assert [WORDS[language].day_word(number) for number in (1, 2, 3, 10, 11, 100)] == said


def test_a_language_of_a_country_takes_the_words_of_the_language():
    assert words_in("ar-dz") is WORDS["ar"]


def test_a_language_without_words_gets_the_english_ones():
    words = words_in("fa")

    assert (words.language, words.direction) == ("en", "ltr")


def test_words_know_which_way_they_run():
    assert {code for code, words in WORDS.items() if words.direction == "rtl"} == {"ar", "ur"}
