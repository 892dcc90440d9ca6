"""The way Information in a browser: found in three clicks, read on a phone, without a mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from core.clock import local_date
from information.models import Feedback
from tests.e2e.axe import faults_of, violations
from tests.hearings.factories import HearingFactory, HearingMeetingFactory
from tests.information.factories import (
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    make_page,
)
from tests.information.texts import Texts, add_step, make_texts, translate_page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WIDTHS = [390, 1280]
BODY = (
    "<h2>Først</h2><p>En høring er en samtale, og rådet spørger.</p>"
    "<aside><h3>Husk</h3><p>Skriv ikke cpr-numre.</p></aside>"
    "<h2>Så</h2><details><summary>Mere</summary><p>Her står mere.</p></details>"
    "<h2>Derefter</h2><table><caption>Hvem ser hvad</caption><thead><tr><th>Hvad</th>"
    "<th>Hvem</th><th>Hvornår</th></tr></thead><tbody><tr><th>Svaret</th><td>Alle</td>"
    "<td>Når det er læst igennem</td></tr></tbody></table>"
    "<h2>Til sidst</h2><ul><li>Et punkt</li></ul>"
)


@pytest.fixture
def texts() -> Texts:
    """One text of each kind with everything on it, and some beside them."""
    hearing = HearingFactory(title="Lokalplan 9.9: botilbud ved Skallerne")
    HearingMeetingFactory(hearing=hearing)
    texts = make_texts(hearing)
    GlossaryTermFactory(term="høring", slug="hoering")
    GlossaryTermFactory(term="råd", slug="raad", forms="rådet", page=texts.page)
    version = texts.page.public_version()
    type(version).objects.filter(pk=version.pk).update(body=BODY)
    for slug in ("ved-siden-af", "endnu-en"):
        make_page(slug=slug, title="Deltag uden computer")
    make_page(parent=texts.page, title="Hjælp til sproget")
    translate_page(texts.page, "en", title="How to answer")
    texts.plan.hearings.add(hearing)
    texts.right.guides.add(texts.guide)
    add_step(texts.plan, local_date(timezone.now()) + timedelta(days=9))
    for make in (NewsFactory, GuideFactory, RightFactory):
        make()
    PlanFactory(title="Støjvold langs Roskildevej", replaced_by=texts.plan)
    return texts


def paths(texts: Texts) -> list[str]:
    page, right = texts.page.get_absolute_url(), texts.right.get_absolute_url()
    return [
        "/information/", "/en/information/", "/information/nyheder/", "/information/planer/",
        "/information/planer/?q=findes-ikke", "/information/rettigheder/",
        "/information/hvad-kan-jeg-goere/", "/information/ord/", "/information/videoer/",
        page, f"/en{page}", f"{page}sprog-ar/", f"{page}sprog-en/", right, f"{right}sprog-ar/",
        texts.news.get_absolute_url(), texts.plan.get_absolute_url(),
        texts.guide.get_absolute_url(), texts.video.get_absolute_url(),
        f"/information/planer/hoering/{texts.hearing.pk}-{texts.hearing.slug}/",
        f"/information/side/{texts.page.pk}/nyttig/?svar=nej",
        f"/information/side/{texts.page.pk}/tak/",
    ]  # fmt: skip


def too_wide(tab: Tab) -> int:
    return tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_axe_finds_nothing_on_any_kind_of_page(open_page, texts):
    assert faults_of(open_page(), paths(texts)) == {}


def test_nothing_scrolls_sideways_at_320_pixels(open_page, texts):
    tab = open_page(width=320)
    wide = {}

    for path in paths(texts):
        tab.goto(path)
        wide[path] = too_wide(tab)

    assert {path: pixels for path, pixels in wide.items() if pixels > 0} == {}


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_plan_is_three_clicks_from_the_front_page(open_page, texts, width, javascript):
    tab = open_page(width=width, javascript=javascript)
    tab.goto("/")

    tab.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Information").click()
    tab.get_by_role("link", name="Planer og beslutninger").click()
    tab.get_by_role("link", name=texts.plan.title).click()

    expect(tab.get_by_role("heading", level=1)).to_have_text(texts.plan.title)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_plan_is_three_clicks_from_the_way(open_page, texts, javascript):
    tab = open_page(width=390, javascript=javascript)
    tab.goto("/information/")

    tab.get_by_role("link", name="Planer og beslutninger").click()
    tab.get_by_role("link", name="Støjvold langs Roskildevej").click()
    tab.get_by_role("link", name=texts.plan.title).click()

    expect(tab.get_by_role("heading", level=1)).to_have_text(texts.plan.title)


def test_the_filters_of_the_register_work_with_script_and_keep_the_address(open_page, texts):
    tab = open_page()
    tab.goto("/information/planer/")

    tab.get_by_label("Hvor langt?").select_option("Erstattet")

    expect(tab.locator(".register h3")).to_have_text(["Støjvold langs Roskildevej"])
    expect(tab.locator("#found")).to_have_text("1 sag")
    assert "tilstand=erstattet" in tab.url


def test_a_word_is_explained_by_the_keyboard_alone(open_page, texts):
    tab = open_page(width=390)
    tab.goto(texts.page.get_absolute_url())
    explanation = tab.locator("#ord-hoering")

    expect(explanation).to_be_hidden()
    tab.get_by_role("button", name="høring").focus()
    tab.keyboard.press("Enter")
    expect(explanation).to_be_visible()
    assert violations(tab) == []
    assert too_wide(tab) <= 0

    tab.keyboard.press("Escape")
    expect(explanation).to_be_hidden()


def test_words_are_explained_on_paper(open_page, texts):
    tab = open_page()
    tab.goto(texts.page.get_absolute_url())

    tab.emulate_media(media="print")

    expect(tab.locator("#ord-hoering")).to_be_visible()
    expect(tab.get_by_role("heading", name="Ord på siden")).to_be_visible()


def test_a_reader_says_what_is_missing(open_page, texts):
    tab = open_page(width=390, javascript=False)
    tab.goto(texts.page.get_absolute_url())

    tab.get_by_role("link", name="Nej", exact=True).click()
    expect(tab.get_by_label("Nej")).to_be_checked()
    tab.get_by_label("Hvad kan blive bedre?").fill("Hvor er linket?")
    tab.wait_for_timeout(2_100)
    tab.get_by_role("button", name="Send").click()

    expect(tab.get_by_role("heading", level=1)).to_have_text("Tak for din besked")
    assert [row.text for row in Feedback.objects.all()] == ["Hvor er linket?"]


def test_arabic_is_laid_out_from_right_to_left(open_page, texts):
    tab = open_page()
    tab.goto(f"{texts.page.get_absolute_url()}sprog-ar/")

    article = tab.locator("article")
    heading = article.get_by_role("heading", level=1)

    assert article.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert heading.evaluate("element => getComputedStyle(element).textAlign") in ("start", "right")
