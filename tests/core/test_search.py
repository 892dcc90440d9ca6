import threading

import pytest

from core.html import plain_text
from core.search.words import fold, stem_of, stems_of, term_of, terms_of


@pytest.mark.parametrize(
    "words",
    [
        "skole skoler skolen skolerne SKOLE",
        "lukning lukninger lukningen",
        "herstedoster Herstedøster HERSTEDØSTER herstedoester",
        "århus Aarhus arhus ÅRHUS",
        "ældre aeldre aldre",
        "kanalen Kanalens kanaler",
        "høring Høringen hoeringer horing",
        "café cafe CAFÉ",
        "ﬁnans finans",
    ],
)
def test_the_spellings_and_forms_of_a_word_have_one_stem(words):
    assert len({stem_of(word) for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("by", "bygning"), ("skole", "skov"), ("9.9", "9.8")])
def test_other_words_have_other_stems(one, other):
    assert stem_of(one) != stem_of(other)


def test_a_number_with_points_is_one_word():
    assert stems_of("Plan 9.9, sag 01.02.05-P16-9-26") == [
        "plan", "9_9", "sag", "01_02_05", "p16", "9", "26",
    ]  # fmt: skip


def test_a_stem_has_nothing_that_a_database_could_understand():
    stems = stems_of("\"' OR 1=1; -- (a & b) | !c <-> d:* NEAR^ \x00 \u202e ½ {x} %_\\")

    assert stems == ["or", "1", "a", "b", "c", "d", "near", "12", "x"]


def test_letters_of_other_scripts_are_words_too():
    assert stems_of("مرحبا Привет 東京") == ["مرحبا", "привет", "東京"]


def test_an_endless_word_is_cut():
    assert len(stem_of("a" * 10_000)) <= 40


def test_small_words_are_left_out_of_a_question():
    assert [term.word for term in terms_of("hvad er en høring", 8)] == ["høring"]


def test_a_question_of_small_words_only_asks_for_them():
    assert [term.word for term in terms_of("hvad er det", 8)] == ["hvad", "er", "det"]


def test_a_word_said_twice_is_one():
    assert [term.word for term in terms_of("Skole skolen plan", 8)] == ["Skole", "plan"]


@pytest.mark.parametrize(
    ("asked", "stands", "fits"),
    [
        ("lokalpl", "lokalplaner", True),
        ("by", "byer", False),
        ("by", "by", True),
        ("9.9", "9.9", True),
        ("202", "2026", False),
    ],
)
def test_the_beginning_of_a_word_is_enough_but_not_of_a_short_one(asked, stands, fits):
    assert term_of(asked).fits(stem_of(stands)) is fits


def test_an_exact_term_wants_the_whole_word():
    assert not term_of("lokal", exact=True).fits(stem_of("lokalplan"))


def test_folding_keeps_what_is_no_danish_letter():
    assert fold("Łódź") == "lodz"


def test_threads_cut_words_at_the_same_time():
    words = [f"kommunerne{letter}erne" for letter in "abcdefgh" * 4]
    found = []
    threads = [threading.Thread(target=lambda: found.append(stems_of(*words))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({tuple(stems) for stems in found}) == 1


def test_html_becomes_running_text():
    markup = "<h2>Om&nbsp;kanalen</h2><p>Vand<b>et</b> &lt; 3</p><ul><li>a</li><li>b</li></ul>"

    assert plain_text(markup + "<script>alert(1)</script>") == "Om kanalen · Vandet < 3 · a · b"
