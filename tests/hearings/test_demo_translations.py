import tomllib

import pytest
from django.utils import timezone

from core.languages import languages
from hearings.demo import translated
from hearings.demo.proposals import HEARINGS
from hearings.demo.translated import FOLDER, read_translations, translate
from hearings.models import HearingTranslation
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory

FILES = sorted(FOLDER.glob("*.toml"))
TURKISH = """
hearing = "kanalen"
title = "Kanal planı"
lead = "Kanal boyunca yeni yollar."
brief_influence = '''
yollar
ağaçlar'''
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "tr.toml").write_text(TURKISH, encoding="utf-8")
    monkeypatch.setattr(translated, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_a_file_becomes_a_translation_that_fits_the_danish(folder):
    hearing, person = HearingFactory(), UserFactory(staff=True)

    translate(hearing, code="kanalen", by=person, at=timezone.now())

    translation = HearingTranslation.objects.get()
    assert (translation.language, translation.title) == ("tr", "Kanal planı")
    assert translation.brief_influence == "yollar\nağaçlar"
    assert translation.brief_why == ""
    assert HearingTranslation.objects.outdated() == []
    assert hearing.history.get().action == "translated"


@pytest.mark.django_db
def test_another_hearings_text_is_left_alone(folder):
    translate(HearingFactory(), code="torvet", by=UserFactory(staff=True), at=timezone.now())

    assert not HearingTranslation.objects.exists()


def test_without_the_folder_there_is_nothing_to_translate(tmp_path):
    assert read_translations(tmp_path / "findes-ikke") == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_is_a_whole_text_in_a_known_language_about_a_known_hearing(file):
    texts = tomllib.loads(file.read_text(encoding="utf-8"))

    assert file.stem in languages()
    assert texts.pop("hearing") in {proposal.code for proposal in HEARINGS}
    assert {name for name, text in texts.items() if text} == set(HearingTranslation.TEXTS)
