"""The pages whose words stand in templates are found as everything else is."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.html import plain_text
from portal import fixed_pages, tasks
from portal.fixed_pages import TITLES, keep, read
from portal.models import FixedPage, SearchEntry
from portal.search.asking import question_of
from portal.search.finding import Filters, find
from portal.sitemap import sources as sitemap_sources
from tests.information.factories import make_page
from tests.portal.search import refresh, titles

pytestmark = pytest.mark.django_db

# A word that stands in the text of one of them only.
WORDS = {"help": "biblioteket", "privacy": "cookies", "accessibility": "skærmlæser"}


@pytest.fixture
def kept() -> None:
    keep()
    refresh()


@pytest.mark.parametrize(("name", "word"), WORDS.items())
def test_a_fixed_page_is_found_by_a_word_of_its_text(client, kept, name, word):
    page = client.get(reverse("portal:search"), {"q": word}).content.decode()

    assert str(TITLES[name]) in titles(word)
    assert f'href="{reverse(f"portal:{name}")}"' in page.partition('id="results"')[2]


@pytest.mark.parametrize("name", TITLES)
def test_the_words_that_are_found_are_those_of_the_page(client, name):
    page = plain_text(client.get(reverse(f"portal:{name}")).content.decode())
    title, text = read(name)

    assert title == str(TITLES[name])
    assert text in page
    assert len(text) > 500


def test_the_word_cookie_leads_to_privacy_alone(kept):
    assert titles("cookie") == ["Privatliv"]


def test_they_count_among_the_pages(kept):
    make_page(title="Cookies i kantinen")
    refresh()

    found = find(question_of("cookies"), at=timezone.now())

    assert found.count_kinds(Filters()) == {"side": 2}
    assert titles("cookies", kind="side") == ["Cookies i kantinen", "Privatliv"]
    assert titles("cookies", kind="nyhed") == []


def test_under_en_the_english_title_finds_and_names_it(client, kept):
    page = client.get("/en/soeg/", {"q": "privacy"}).content.decode()

    with override("en"):
        assert titles("privacy") == ["Privacy"]
    assert 'href="/en/privatliv/"' in page.partition('id="results"')[2]


def test_a_changed_template_or_setting_is_found_after_the_next_run(kept, settings):
    settings.AUTHORITY_NAME = "Solby Kommune"
    before = titles("solby")

    tasks.refresh_search()

    assert before == []
    assert set(titles("solby")) == {str(title) for title in TITLES.values()}


def test_a_page_that_cannot_be_read_keeps_its_words_and_stops_nothing(kept, monkeypatch, caplog):
    make_page(title="Cookies i kantinen")
    monkeypatch.setitem(TITLES, "findes_ikke", "Findes ikke")

    tasks.refresh_search()

    assert titles("cookies") == ["Cookies i kantinen", "Privatliv"]
    assert caplog.messages == ["The fixed page findes_ikke could not be read for the search"]


def test_a_run_without_a_change_writes_nothing(kept, django_assert_num_queries):
    with django_assert_num_queries(1):
        keep()

    assert refresh().written == 0


def test_what_a_release_has_no_more_is_found_no_more_even_before_a_run(kept, monkeypatch):
    monkeypatch.setattr("portal.search_rows.TITLES", {"help": "", "accessibility": ""})
    monkeypatch.setattr(fixed_pages, "TITLES", {"help": TITLES["help"]})
    FixedPage.objects.filter(name="privacy").delete()
    at_once = titles("cookie")

    call_command("refresh_search", verbosity=0)

    assert at_once == []
    assert list(FixedPage.objects.values_list("name", flat=True)) == ["help"]
    assert list(SearchEntry.objects.values_list("path", flat=True)) == ["/hjaelp/"]


def test_the_sitemap_has_them():
    listed = sitemap_sources(timezone.now())[0].read(0, 100)

    assert {reverse(f"portal:{name}") for name in TITLES} <= set(listed)
