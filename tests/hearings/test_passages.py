import pytest
from django.utils import timezone

from hearings.models import Redaction
from hearings.passages import find_stretch, find_words, pieces, public_parts, sentences
from hearings.services import redact_response
from tests.accounts.factories import UserFactory
from tests.hearings.factories import ResponseFactory

TEXT = "Lad træerne stå. Min kollega Ditte faldt!\nDitte er syg (måske i uger).\n\nSlut"


def words_of(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.fixture
def version(db):
    return ResponseFactory(text=TEXT).current_version


def mask(version, words, reason="personal"):
    start = version.text.index(words)
    redact_response(
        version.response,
        version=version,
        passages=[(start, start + len(words), reason)],
        by=UserFactory(staff=True),
        at=timezone.now(),
    )


def test_a_sentence_ends_with_its_mark_or_with_the_line():
    assert words_of(TEXT, sentences(TEXT)) == [
        "Lad træerne stå.",
        "Min kollega Ditte faldt!",
        "Ditte er syg (måske i uger).",
        "Slut",
    ]


@pytest.mark.parametrize("mark", [".", "?!", ")", " "])
def test_a_long_row_of_marks_is_one_sentence(mark):
    text = f"Se her{mark * 20_000}x"

    assert sentences(text) == [(0, len(text))]


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_an_empty_text_has_no_sentences(text):
    assert sentences(text) == []


def test_a_point_inside_a_number_or_an_address_ends_nothing():
    text = "Se § 7.3 på www.eksempel.dk/side nu"

    assert words_of(text, sentences(text)) == [text]


def test_sentences_and_masks_follow_each_other(version):
    mask(version, "Ditte faldt")

    assert [piece.text or piece.reason for piece in pieces(version)] == [
        "Lad træerne stå.",
        "Min kollega",
        "personoplysninger",
        "!",
        "Ditte er syg (måske i uger).",
        "Slut",
    ]
    assert [piece.starts_line for piece in pieces(version)] == [
        True,
        False,
        False,
        False,
        True,
        True,
    ]


def test_words_are_found_wherever_they_can_be_read(version):
    assert words_of(TEXT, find_words(version, "ditte")) == ["Ditte", "Ditte"]


def test_words_are_found_over_a_line_break(version):
    assert words_of(TEXT, find_words(version, "faldt! Ditte er")) == ["faldt!\nDitte er"]


def test_what_is_masked_cannot_be_found(version):
    mask(version, "Min kollega Ditte faldt!")

    assert words_of(TEXT, find_words(version, "Ditte")) == ["Ditte"]
    assert find_words(version, "kollega") == []


def test_a_stretch_goes_from_the_first_words_to_the_last(version):
    assert words_of(TEXT, find_stretch(version, "min kollega", "er syg")) == [
        "Min kollega Ditte faldt!\nDitte er syg"
    ]
    assert find_stretch(version, "er syg", "min kollega") == []


def test_the_preview_shows_what_the_saved_masks_will(version):
    start = TEXT.index("Ditte")
    passages = [(start, start + 5, Redaction.Reason.PERSONAL.value)]

    preview = public_parts(TEXT, passages)
    mask(version, "Ditte")

    assert preview == version.public_parts()
    assert preview == [
        (TEXT[:start], ""),
        ("", "personoplysninger"),
        (TEXT[start + 5 :], ""),
    ]


def test_masks_that_meet_hide_their_union():
    assert public_parts("abcdef", [(1, 3, "cpr"), (2, 4, "abuse")]) == [
        ("a", ""),
        ("", "cpr-nummer"),
        ("", "grove krænkelser"),
        ("ef", ""),
    ]
