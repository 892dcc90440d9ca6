"""A visitor reads Kort fortalt in Arabic, laid out from right to left, and answers."""

import re

import pytest
from playwright.sync_api import Page, expect

from hearings.models import Hearing
from tests.e2e.axe import faults_of
from tests.hearings.factories import (
    HearingDocumentFactory,
    HearingFactory,
    HearingTranslationFactory,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 390, 1280]
LONG = "المخطط المحلي 9.9: مساكن مع دعم في Skallerne لمن يحتاجون إلى المساعدة في حياتهم اليومية"


@pytest.fixture
def hearing(db) -> Hearing:
    hearing = HearingFactory(title="Lokalplan 9.9: botilbud ved Skallerne")
    HearingDocumentFactory(hearing=hearing)
    HearingTranslationFactory(hearing=hearing, title=LONG, outdated=True)
    HearingTranslationFactory(hearing=hearing, language="fa")
    HearingTranslationFactory(hearing=hearing, language="en", title="Local plan 9.9")
    return hearing


def path_of(hearing: Hearing, language: str) -> str:
    return f"{hearing.get_absolute_url()}kort-fortalt/sprog-{language}/"


def computed(page: Page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate(
        "(element, name) => getComputedStyle(element)[name]", name
    )


def edges(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


def sideways(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_arabic_page_is_laid_out_from_right_to_left(open_page, hearing, width):
    page = open_page(width=width)
    page.goto(path_of(hearing, "ar"))

    directions = {
        selector: computed(page, selector, "direction")
        for selector in ("html", "article", "article h1", ".leeway li", ".deadline")
    }
    tile, words = edges(page, ".deadline__count"), edges(page, ".deadline b")
    icon, title = edges(page, ".documents .icon"), edges(page, ".documents bdi")

    assert directions == {
        "html": "ltr",
        "article": "rtl",
        "article h1": "rtl",
        ".leeway li": "rtl",
        ".deadline": "rtl",
    }
    assert tile[0] >= words[1]
    assert icon[0] >= title[1]
    assert computed(page, ".leeway li", "paddingRight") == "16px"
    assert computed(page, ".leeway li", "paddingLeft") == "0px"
    # The arrow on the way back points to where an Arabic line goes on.
    assert computed(page, ".icon--points", "transform") == "matrix(-1, 0, 0, 1, 0, 0)"
    assert sideways(page) <= 0


def test_on_a_wide_screen_the_text_stands_right_and_what_belongs_to_it_left(open_page, hearing):
    page = open_page(width=1280)
    page.goto(path_of(hearing, "ar"))

    assert edges(page, ".subject-head__action")[1] <= edges(page, "article h1")[0]
    assert edges(page, "article aside")[1] <= edges(page, ".brief")[0]
    assert edges(page, ".leeway__no")[1] <= edges(page, ".leeway__yes")[0]


def test_the_english_page_runs_the_other_way(open_page, hearing):
    page = open_page(width=1280)
    page.goto(path_of(hearing, "en"))

    assert computed(page, "article", "direction") == "ltr"
    assert edges(page, ".subject-head__action")[0] >= edges(page, "article h1")[0]
    assert edges(page, ".deadline__count")[1] <= edges(page, ".deadline b")[0]
    assert computed(page, ".icon--points", "transform") == "none"


def test_axe_finds_nothing(open_page, hearing):
    paths = [path_of(hearing, language) for language in ("ar", "fa", "en")]
    paths.append(hearing.get_absolute_url())

    assert faults_of(open_page(), [prefix + path for prefix in ("", "/en") for path in paths]) == {}


def test_from_the_danish_page_to_arabic_to_the_form(open_page, hearing):
    page = open_page(width=390, javascript=False)
    page.goto(hearing.get_absolute_url())

    page.get_by_role("link", name="العربيّة").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG)
    page.get_by_role("link", name="اكتب ردّك").click()

    expect(page).to_have_url(re.compile(r"/skriv/$"))
