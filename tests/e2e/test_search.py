"""Search in a browser: what is typed on any page is found, also with the wrong letters."""

import pytest
from playwright.sync_api import expect

from city.models import Area
from tests.e2e.axe import faults_of
from tests.hearings.factories import HearingFactory
from tests.information.factories import (
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)
from tests.portal.search import refresh

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SCHOOLS = "Lukning af skoler i Herstedøster"


@pytest.fixture
def found():
    HearingFactory(title=SCHOOLS)
    NewsFactory(title="Ny bænk ved kanalen")
    make_page(title="Sådan svarer du på en høring", lead="Det tager fem minutter.")
    refresh()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_hearing_is_found_from_the_field_on_every_page(open_page, found, javascript):
    tab = open_page(javascript=javascript)
    tab.goto("/kalender/")

    tab.get_by_role("banner").get_by_role("searchbox").fill("skole lukning herstedoster")
    tab.keyboard.press("Enter")
    tab.get_by_role("link", name=SCHOOLS).click()

    expect(tab.get_by_role("heading", level=1)).to_have_text(SCHOOLS)


def test_a_phone_finds_it_by_the_keyboard_in_spite_of_a_wrong_letter(open_page, found):
    tab = open_page(width=390)
    tab.goto("/findes-ikke/")

    tab.get_by_role("main").get_by_role("searchbox").fill("herstedøtser")
    tab.keyboard.press("Enter")

    expect(tab.get_by_role("link", name=SCHOOLS)).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_phone_the_kinds_are_one_row_in_which_the_focus_and_the_choice_are_seen(open_page):
    area = Area.objects.first()
    HearingFactory(title="Bænk").areas.add(area)
    for factory in (NewsFactory, PlanFactory, GuideFactory, RightFactory, VideoFactory):
        factory(title="Bænk")
    make_page(title="Bænk")
    refresh()
    tab = open_page(width=390)
    tab.goto("/soeg/?q=bænk&slags=film")
    row = tab.get_by_role("navigation", name="Slags")
    chips = row.get_by_role("link")

    assert len({chip.bounding_box()["y"] for chip in chips.all()}) == 1
    expect(row.locator("[aria-current]")).to_be_in_viewport(ratio=1)
    chips.first.focus()
    for chip in chips.all():
        expect(chip).to_be_focused()
        expect(chip).to_be_in_viewport(ratio=1)
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    tab.goto("/soeg/?q=bænk")
    tab.locator("summary", has_text="Bydel").click()
    expect(tab.get_by_role("link", name=area.name)).to_be_visible()


def test_axe_finds_nothing_on_the_search(open_page, found):
    asked = ["", "?q=skole", "?q=findesslet+ikke"]

    assert faults_of(open_page(), [f"/soeg/{words}" for words in asked]) == {}
