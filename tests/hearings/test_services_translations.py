import pytest
from django.utils import timezone

from core.languages import digest_of
from hearings.exceptions import DanishTextChanged
from hearings.models import Hearing, HearingEvent, HearingTranslation
from hearings.services import translations
from hearings.services.translations import remove_translation, translate_hearing
from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory, HearingTranslationFactory

pytestmark = pytest.mark.django_db

TEXTS = {name: f"{name} på tyrkisk" for name in HearingTranslation.TEXTS}
NOW = timezone.now()


@pytest.fixture
def person():
    return UserFactory(staff=True)


def translate(hearing, person, **options):
    seen = digest_of(hearing.translated_texts())
    options = {"language": "tr", "texts": TEXTS, "seen": seen, "at": NOW, **options}
    return translate_hearing(hearing, by=person, **options)


@pytest.mark.parametrize("stage", ["draft", "coming", "open", "closed", "decided", "withdrawn"])
def test_a_hearing_can_be_translated_whatever_has_become_of_it(person, stage):
    hearing = HearingFactory(**{stage: True})

    translation = translate(hearing, person)

    saved = HearingTranslation.objects.get()
    assert saved == translation
    assert {name: getattr(saved, name) for name in TEXTS} == TEXTS
    assert (saved.language, saved.translated_by, saved.translated_at) == ("tr", person, NOW)
    assert not saved.is_outdated(hearing.translated_texts())


def test_each_saving_is_a_line_of_history(person):
    hearing = HearingFactory()

    translate(hearing, person)
    translate(hearing, person)

    lines = hearing.history.values_list("action", "note", "by")
    assert list(lines) == [(HearingEvent.Action.TRANSLATED, "Türkçe (tr)", person.pk)] * 2


def test_saving_again_makes_an_outdated_translation_current(person):
    old = HearingTranslationFactory(language="tr", outdated=True)

    translate(old.hearing, person)

    assert HearingTranslation.objects.get().title == TEXTS["title"]
    assert HearingTranslation.objects.outdated() == []


def test_a_text_that_was_translated_from_an_older_danish_is_not_saved(person):
    hearing = HearingFactory()
    seen = digest_of(hearing.translated_texts())
    Hearing.objects.update(lead="Det er blevet til noget andet.")

    with pytest.raises(DanishTextChanged):
        translate(hearing, person, seen=seen)

    assert not HearingTranslation.objects.exists()
    assert not hearing.history.exists()


def test_nothing_is_saved_when_the_history_fails(person, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(translations, "record", fail)

    with pytest.raises(RuntimeError):
        translate(HearingFactory(), person)

    assert not HearingTranslation.objects.exists()


def test_a_removed_translation_is_gone_and_the_history_tells(person):
    translation = HearingTranslationFactory()
    other = HearingTranslationFactory(hearing=translation.hearing, language="tr")

    remove_translation(translation, by=person, at=NOW)

    assert HearingTranslation.objects.get() == other
    line = other.hearing.history.get()
    assert (line.action, line.note) == ("translation_removed", "العربيّة (ar)")
