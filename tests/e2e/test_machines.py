"""A block of data is not run, and no page's policy objects to it (the fixture would say so)."""

import json

import pytest

from tests.hearings.factories import HearingFactory, HearingMeetingFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
HOSTILE = "</script><script>document.title='løbet'</script>"


def test_data_for_search_engines_is_read_and_never_run(open_page):
    hearing = HearingFactory(title=f"Lokalplan {HOSTILE}", lead=HOSTILE)
    HearingMeetingFactory(hearing=hearing, title=HOSTILE)
    page = open_page()

    page.goto(hearing.get_absolute_url())

    blocks = page.locator("script[type='application/ld+json']").all_text_contents()
    graph, crumbs = [json.loads(block) for block in blocks]
    assert [each["@type"] for each in graph["@graph"]] == ["WebPage", "Event"]
    assert graph["@graph"][0]["name"] == f"Lokalplan {HOSTILE}"
    assert crumbs["@type"] == "BreadcrumbList"
    assert page.title().startswith(f"Lokalplan {HOSTILE}")
    assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0


def test_the_picture_of_a_hearing_is_a_picture(open_page):
    hearing = HearingFactory()
    page = open_page()
    page.goto(hearing.get_absolute_url())
    address = page.locator("meta[property='og:image']").get_attribute("content")

    size = page.evaluate(
        """async path => {
            const picture = new Image();
            picture.src = path;
            await picture.decode();
            return [picture.naturalWidth, picture.naturalHeight];
        }""",
        address.replace("http://localhost:8000", ""),
    )

    assert size == [1200, 630]


def test_the_front_page_carries_its_data_without_an_objection(open_page):
    page = open_page()

    page.goto("/")

    assert page.locator("script[type='application/ld+json']").count() == 1
