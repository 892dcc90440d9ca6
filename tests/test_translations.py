"""Danish is the source, English is complete, and what is committed is what is shown."""

import gettext
import re
import shutil
import string
from pathlib import Path

import pytest
from django.contrib import admin

from scripts.messages import MAKE, manage
from tests.catalogue import read_catalogue

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Sentences of Django's administration in our words.
REWORDED = ROOT / "locale" / "da" / "LC_MESSAGES" / "django.po"
DJANGOS = Path(admin.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "var", "static", "docs", "node_modules", "__pycache__", ".*_cache"
)


def placeholders(text: str) -> list[str]:
    """Return what is filled into a text, in whichever of the two spellings."""
    percent = re.findall(r"%\(\w+\)[sd]|%[sd]", text.replace("%%", ""))
    braces = [name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name]
    return sorted({*percent, *braces})


def test_every_text_has_an_english_translation():
    missing = [
        entry.key for entry in read_catalogue(CATALOGUE).values() if not all(entry.translations)
    ]

    assert missing == []


def test_no_translation_is_a_guess():
    fuzzy = [entry.key for entry in read_catalogue(CATALOGUE).values() if entry.is_fuzzy]

    assert fuzzy == []


def test_a_translation_fills_in_what_the_text_fills_in():
    wrong = [
        entry.key
        for entry in read_catalogue(CATALOGUE).values()
        if "%(" in entry.key[1]
        and placeholders(entry.key[1]) != placeholders(entry.translations[-1])
    ]

    assert wrong == []


def test_what_is_reworded_is_still_said_by_django():
    djangos = read_catalogue(DJANGOS)
    gone = {key[1] for key in read_catalogue(REWORDED)} - {key[1] for key in djangos}

    assert gone == set()


def test_a_sentence_in_our_words_fills_in_nothing_that_djangos_does_not():
    more = [
        entry.key
        for entry in read_catalogue(REWORDED).values()
        for text in entry.translations
        if not set(placeholders(text)) <= set(placeholders(entry.key[1]))
    ]

    assert more == []


@pytest.mark.parametrize("catalogue", [CATALOGUE, REWORDED], ids=["en", "da"])
def test_what_is_compiled_is_what_is_written(catalogue):
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    different = [
        entry.key
        for entry in read_catalogue(catalogue).values()
        if (compiled.pgettext(*entry.key) if entry.key[0] else compiled.gettext(entry.key[1]))
        != entry.translations[0]
        and "msgid_plural" not in entry.parts
    ]

    assert different == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_the_catalogue_has_exactly_the_texts_of_the_code(tmp_path):
    copy = tmp_path / "portal"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    (copy / "static").mkdir()

    manage(*MAKE, root=copy)

    collected = read_catalogue(copy / CATALOGUE.relative_to(ROOT))
    assert set(read_catalogue(CATALOGUE)) == set(collected)
