import pytest

from core.text import clean_text, has_invisible, name_key, normalise_line, skeleton


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x0bf\x85g", "a\nb\nc\nd\ne\nf\ng"),
        ("  midt \n\n i  ", "midt \n\n i"),
        ("a\x00b\x07c\ud800d", "abcd"),
        ("skjult\u200b\u202etekst\u2066\ufeff", "skjulttekst"),
        ("blød\u00adt", "blødt"),
        ("A\u030arhus", "Århus"),
        ("½ ² ª", "½ ² ª"),
        ("tab\there", "tab\there"),
        (
            "\U0001f468\u200d\U0001f469\u200d\U0001f467",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200db", "ab"),
        ("1\u200d2", "12"),
    ],
)
def test_running_text_keeps_what_can_be_seen(written: str, kept: str) -> None:
    assert clean_text(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Ane   Marie  ", "Ane Marie"),
        ("Ane\r\nBcc: x", "Ane Bcc: x"),
        ("Ane\u2028Marie", "Ane Marie"),
        ("Ane\u00a0Marie", "Ane Marie"),
        ("\uff21\uff4e\uff45", "Ane"),
        ("A\u200bn\u202ee\x00", "Ane"),
        ("A\u030ase", "Åse"),
        ("", ""),
    ],
)
def test_a_line_is_one_line_of_visible_letters(written: str, kept: str) -> None:
    assert normalise_line(written) == kept


@pytest.mark.parametrize("clean", [clean_text, normalise_line])
@pytest.mark.parametrize("text", ["a\r\n b\u200b", "  ½ Å\u202e", "\u2028x\u2029 y", "é\u0301"])
def test_cleaning_twice_changes_nothing(clean: object, text: str) -> None:
    once = clean(text)

    assert clean(once) == once


@pytest.mark.parametrize("letter", "\u200b\u200d\u202e\u2066\u00ad\ufeff\u115f\u3164\U000e0041")
def test_invisible_characters_are_seen(letter: str) -> None:
    assert has_invisible(f"a{letter}b")


def test_ordinary_letters_are_not_invisible() -> None:
    assert not has_invisible("Åse Æblegård-Øst, 3. tv. 👍")


def test_names_that_differ_only_in_case_and_width_have_one_key() -> None:
    assert name_key("ANE Marie") == name_key("Ane  \uff4darie\u200b")


@pytest.mark.parametrize(
    "name", ["admin", "ADMIN", "adm1n", "admın", "a\u200bdmin", "ádmin", "a d m i n"]
)
def test_names_that_look_alike_have_one_skeleton(name: str) -> None:
    assert skeleton(name) == "admin"
