import subprocess
import sys

import pytest

from core.officialese import suggestions
from core.plain_language import Band, band_of, read, sentences_of


@pytest.mark.parametrize(
    ("block", "sentences"),
    [
        ("", []),
        ("...", []),
        ("Uden punktum", ["Uden punktum"]),
        ("Kom! Vil du? Ja.", ["Kom!", "Vil du?", "Ja."]),
        ("Vi ses den 5. april kl. 17.00 på torvet.", None),
        ("Se § 24, stk. 5, jf. loven.", None),
        ("Det gælder f.eks. Albertslund og bl.a. Hersted.", None),
        ("Ring til fru H. C. Andersen.", None),
        ("Den 3. 4. 2026 er det slut.", None),
        ("Det koster 12.500 kr. om året.", None),
        ("Han gik ... og kom igen.", None),
        ("Kaffe, kage mv. Alle må komme.", ["Kaffe, kage mv.", "Alle må komme."]),
        ("Det koster 5. Du betaler.", ["Det koster 5.", "Du betaler."]),
        ("»Kom nu.« Så gik de.", ["»Kom nu.«", "Så gik de."]),
    ],
)  # fmt: skip
def test_dots_of_abbreviations_and_numbers_end_no_sentence(block, sentences):
    assert sentences_of(block) == ([block] if sentences is None else sentences)


@pytest.mark.parametrize(
    ("blocks", "words", "sentences", "lix"),
    [
        (["Vi går en tur."], 4, 1, 4),
        (["Kommunen inddrager borgerne."], 3, 1, 103),
        # Six letters are short, seven are long.
        (["skoler"], 1, 1, 1),
        (["skolers"], 1, 1, 101),
        (["Vi går.", "Vi kommer."], 4, 2, 2),
        (["Den 5. april 2026 kl. 17.00."], 6, 1, 6),
        (["a-b c/d e.f"], 3, 1, 3),
        ([], 0, 0, None),
        (["–", "!!!"], 0, 0, None),
    ],
)
def test_lix_is_words_for_each_sentence_and_long_words_in_a_hundred(blocks, words, sentences, lix):
    reading = read(blocks)

    assert (reading.words, reading.sentences, reading.lix) == (words, sentences, lix)


@pytest.mark.parametrize(
    ("lix", "band"),
    [
        (0, Band.VERY_EASY), (24, Band.VERY_EASY), (25, Band.EASY), (34, Band.EASY),
        (35, Band.MEDIUM), (44, Band.MEDIUM), (45, Band.HARD), (54, Band.HARD),
        (55, Band.VERY_HARD), (200, Band.VERY_HARD),
    ],
)  # fmt: skip
def test_a_figure_has_a_name(lix, band):
    assert band_of(lix) == band


def test_nothing_is_said_of_an_empty_text():
    reading = read([])

    assert (reading.band, reading.is_enough, reading.is_easy_enough) == (None, False, False)


def test_forty_is_the_aim():
    assert [read([" ".join(["ord"] * count)]).is_easy_enough for count in (40, 41)] == [True, False]


def test_sentences_over_twenty_words_are_shown_by_their_beginning():
    twenty, more = " ".join(["ord"] * 20) + ".", " ".join(["Ord", *["ord"] * 20]) + "."

    [found] = read([f"{twenty} {more}"]).long_sentences

    assert found.words == 21
    assert found.beginning == "Ord ord ord ord ord ord ord ord ord …"


def test_stiff_words_come_with_plainer_ones_once_and_as_written():
    text = "Såfremt sagen fremsendes rettidigt, iværksættes den. SÅFREMT ikke, endvidere."

    found = [(each.word, each.plainer) for each in suggestions(text)]

    assert found == [
        ("Såfremt", "hvis"),
        ("fremsendes", "sende"),
        ("rettidigt", "i tide"),
        ("iværksættes", "sætte i gang"),
        ("endvidere", "også"),
    ]


@pytest.mark.parametrize("text", ["Vi sender det i tide.", "omvendelse", "Således-gade 4x"])
def test_words_that_only_resemble_stiff_ones_are_let_be(text):
    assert [each.word for each in suggestions(text)] in ([], ["Således"])


def test_a_word_that_the_glossary_explains_is_not_stiff():
    assert read(["Vi iværksætter det."], known=["Iværksætter"]).stiff_words == []


def test_long_compounds_and_abbreviations_are_asked_about():
    reading = read(
        ["Miljøkonsekvensrapporten og VVM og lokalplan, igen miljøkonsekvensrapporten.", "EU"]
    )

    assert reading.unexplained == ["Miljøkonsekvensrapporten", "VVM", "EU"]


def test_what_the_glossary_explains_is_not_asked_about():
    known = ["miljøkonsekvensrapport", "miljøkonsekvensrapporten", "vvm"]

    assert read(["Miljøkonsekvensrapporten og VVM."], known=known).unexplained == []


@pytest.mark.parametrize(
    ("text", "passives"),
    [
        ("Svaret skal indsendes inden fredag.", ["skal indsendes"]),
        ("Her kan du klage. Svaret kan altid ændres.", ["kan altid ændres"]),
        ("Vi skal mødes. Det kan lykkes.", []),
        ("Skal deres svar med?", []),
        ("Du skal sende dit svar.", []),
    ],
)
def test_who_does_it_is_asked_when_nobody_is_named(text, passives):
    assert read([text]).passives == passives


@pytest.mark.parametrize("text", ["'.' * 300_000", "'a' * 300_000 + ' b. C'"])
def test_runs_without_an_end_are_read_once(text):
    # In a process of its own: reading them again for each of their signs took minutes.
    program = f"from core.plain_language import read; print(read([{text}]).words)"
    command = [sys.executable, "-c", program]

    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)

    assert int(done.stdout) in (0, 3)


@pytest.mark.parametrize(
    ("block", "sentences"),
    [
        ("Nej!?… Jo.", ["Nej!?…", "Jo."]),
        ("Vent..x. Nu.", ["Vent..x.", "Nu."]),
        ('Han sagde ."." Ja.', ['Han sagde ."."', "Ja."]),
    ],
)
def test_a_run_of_signs_ends_one_sentence(block, sentences):
    assert sentences_of(block) == sentences


def test_a_very_long_text_is_read():
    reading = read(["Vi går en tur i skoven. " * 20_000])

    assert (reading.words, reading.sentences) == (120_000, 20_000)
