import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from core.languages import digest_of
from hearings.models import Hearing, HearingTranslation
from tests.hearings.factories import HearingFactory, HearingTranslationFactory

pytestmark = pytest.mark.django_db


def is_outdated(translation):
    translation.refresh_from_db()
    hearing = Hearing.objects.get(pk=translation.hearing_id)
    return translation.is_outdated(hearing.translated_texts())


def change(hearing, **fields):
    for name, text in fields.items():
        setattr(hearing, name, text)
    hearing.save(update_fields=list(fields))


def test_what_is_translated_stands_in_the_order_of_the_fields():
    hearing = HearingFactory(**{name: name for name in HearingTranslation.TEXTS})

    assert hearing.translated_texts() == list(HearingTranslation.TEXTS)


@pytest.mark.parametrize("name", HearingTranslation.TEXTS)
def test_a_translation_is_outdated_when_any_of_its_danish_texts_has_changed(name):
    translation = HearingTranslationFactory()
    assert not is_outdated(translation)

    change(translation.hearing, **{name: "Noget andet."})

    assert is_outdated(translation)


def test_it_is_current_again_when_the_danish_is_changed_back():
    translation = HearingTranslationFactory()
    before = translation.hearing.lead
    change(translation.hearing, lead="Noget andet.")

    change(translation.hearing, lead=before)

    assert not is_outdated(translation)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brief_influence", "beplantning\r\nstier"),
        ("brief_influence", "beplantning\nstier\n"),
        ("body", "<p>Hele teksten er ny</p>"),
        ("contact_phone", "11 11 11 11"),
    ],
)
def test_the_ends_of_lines_and_what_is_not_translated_change_nothing(name, text):
    translation = HearingTranslationFactory(hearing__brief_influence="beplantning\nstier")

    change(translation.hearing, **{name: text})

    assert not is_outdated(translation)


def test_the_list_of_outdated_ones_and_the_single_answer_agree(django_assert_num_queries):
    for traits in ({}, {"outdated": True}, {"language": "tr"}, {"outdated": True}):
        HearingTranslationFactory(**traits)

    with django_assert_num_queries(1):
        listed = HearingTranslation.objects.outdated()

    every = HearingTranslation.objects.all()
    assert {row.pk for row in listed} == {row.pk for row in every if is_outdated(row)}
    assert len(listed) == 2


def test_a_hearing_has_one_translation_in_a_language():
    translation = HearingTranslationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        HearingTranslationFactory(hearing=translation.hearing)

    HearingTranslationFactory(hearing=translation.hearing, language="tr")
    HearingTranslationFactory()


def test_danish_is_no_translation():
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingTranslationFactory(language="da")


def test_its_page_stands_in_the_frame_of_its_language_when_the_portal_speaks_it():
    hearing = HearingFactory(title="Kanalen")
    arabic = HearingTranslationFactory(hearing=hearing)
    english = HearingTranslationFactory(hearing=hearing, language="en")
    path = f"/hoeringer/{hearing.number}-kanalen/kort-fortalt/sprog-"

    assert arabic.get_absolute_url() == f"{path}ar/"
    assert english.get_absolute_url() == f"/en{path}en/"
    with override("en"):
        assert arabic.get_absolute_url() == f"/en{path}ar/"


def test_it_says_its_name_its_direction_and_its_original():
    translation = HearingTranslationFactory(title="Plan")

    assert str(translation) == "Plan (ar)"
    assert (translation.language_name, translation.direction) == ("العربيّة", "rtl")
    assert translation.original == translation.hearing
    assert translation.original_digest == digest_of(translation.hearing.translated_texts())
