"""The texts that the portal brings along, loaded: from then on the municipality's own.

What the first load finds there before it stands in `test_content_first_load.py`.
"""

import tomllib

import pytest
from django.utils import timezone

from information.content_loading import CONTENT, load_content
from information.models import (
    GlossaryTerm,
    Guide,
    InformationEvent,
    Page,
    PageTranslation,
    Right,
    RightTranslation,
)
from information.services import pages, publications
from tests.once import made_once

pytestmark = pytest.mark.django_db


def load() -> None:
    load_content(at=timezone.now())


loaded = made_once(load)


def counts() -> list[int]:
    models = (Page, Guide, Right, GlossaryTerm, PageTranslation, RightTranslation)
    return [model.objects.count() for model in (*models, InformationEvent)]


def test_every_text_is_there_and_public_at_once(loaded, client):
    files = sorted((CONTENT / "pages").glob("*.toml"))

    assert Page.objects.public().count() == len(files) > 10
    assert Guide.objects.public().count() == 5
    assert Right.objects.public().count() > 10
    assert GlossaryTerm.objects.filter(is_active=True).count() > 50
    assert set(PageTranslation.objects.values_list("language", flat=True)) >= {"en", "tr", "ar"}
    for page in Page.objects.all():
        assert client.get(page.get_absolute_url()).status_code == 200, page


def test_a_translation_is_as_new_as_the_text_it_came_with(loaded):
    for translation in PageTranslation.objects.all():
        version = translation.page.public_version()
        assert not translation.is_outdated(version.translated_texts()), translation


def test_pages_stand_in_their_tree_and_words_point_at_their_pages(loaded):
    svar = Page.objects.get(key="saadan-svarer-du")

    assert svar.path == "deltag/saadan-svarer-du"
    assert svar.review_on > timezone.localdate()
    assert GlossaryTerm.objects.get(term="høringssvar").page == svar
    assert Guide.objects.get(slug="en-plan").hearing_kinds.filter(code="lokalplan").exists()
    assert Right.objects.filter(guides__slug="en-plan").exists()


def test_every_page_that_a_text_names_is_in_the_content(loaded):
    terms = tomllib.loads((CONTENT / "glossary.toml").read_text(encoding="utf-8"))["term"]
    named = {term["page"] for term in terms if term["page"]}

    assert named - set(Page.objects.values_list("key", flat=True)) == set()


def test_a_second_load_changes_nothing(loaded):
    before = counts()

    assert load_content(at=timezone.now()) == 0
    assert counts() == before


def test_what_staff_have_changed_or_taken_down_stays(loaded):
    at = timezone.now()
    page = Page.objects.get(key="aktindsigt")
    version = page.newest_version()
    pages.save_version(
        page, title="Vores egen", lead="x", body="", based_on=version.number, by=None, at=at
    )
    down = Page.objects.get(key="borgersamling")
    pages.withdraw_page(down, by=None, at=at)
    right = Right.objects.first()
    publications.withdraw(right, by=None, at=at)
    GlossaryTerm.objects.filter(term="høring").update(explanation="Vores egen", is_active=False)

    load_content(at=at)

    assert page.newest_version().title == "Vores egen"
    assert not Page.objects.get(key="borgersamling").is_public()
    assert not Right.objects.get(pk=right.pk).is_public()
    assert GlossaryTerm.objects.get(term="høring").explanation == "Vores egen"


def test_a_translation_that_comes_later_knows_which_danish_it_was_made_from(loaded):
    at = timezone.now()
    page = Page.objects.get(key="saadan-svarer-du")
    version = pages.save_version(page, title="Ny", lead="x", body="", based_on=1, by=None, at=at)
    pages.publish_version(version, by=None, at=at)
    page.translations.filter(language="tr").delete()

    load_content(at=at)

    again = page.translations.get(language="tr")
    assert again.is_outdated(version.translated_texts())


def test_a_translation_of_a_right_that_comes_later_knows_which_danish_it_was_made_from(loaded):
    translation = RightTranslation.objects.filter(language="ar").first()
    right = translation.right
    assert not translation.is_outdated(right.translated_texts())
    right.what = "Kommunens egne ord."
    right.save()
    translation.delete()

    load_content(at=timezone.now())

    again = right.translations.get(language="ar")
    assert again.is_outdated(right.translated_texts())
