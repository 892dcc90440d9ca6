"""Feeds are XML whatever was written, and tell only what is public."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.feeds import MAX_ENTRIES
from information import feeds
from information.models import News
from tests.accounts.factories import DepartmentFactory
from tests.hearings.factories import HearingFactory
from tests.information.factories import NewsFactory, PageVersionFactory, PlanFactory, make_page

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 11, 23, 12, tzinfo=COPENHAGEN)
ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = ["news_feed", "plans_feed", "pages_feed"]
WRITERS = {
    "news_feed": feeds.feed_of_news,
    "plans_feed": feeds.feed_of_plans,
    "pages_feed": feeds.feed_of_pages,
}
pytestmark = pytest.mark.django_db


def entries(feed: str | bytes) -> list[dict[str, str]]:
    root = ElementTree.fromstring(feed)
    parts = ("id", "title", "updated", "published", "summary")
    return [
        {part: entry.findtext(f"{ATOM}{part}") for part in parts}
        | {"link": entry.find(f"{ATOM}link").get("href")}
        for entry in root.iter(f"{ATOM}entry")
    ]


def titles(name: str, at: datetime | None = None) -> list[str]:
    feed = WRITERS[name](path="/f/", at=at or timezone.now())
    return [entry["title"] for entry in entries(feed)]


def make_one_of_each(**texts: str) -> None:
    NewsFactory(**texts)
    PlanFactory(**texts)
    make_page(**texts)


def test_news_come_newest_first():
    NewsFactory(title="Gammel", public_from=NOON - timedelta(days=9))
    NewsFactory(title="Ny", public_from=NOON - timedelta(days=1))
    News.objects.update(changed_at=NOON - timedelta(days=10))

    assert titles("news_feed", NOON) == ["Ny", "Gammel"]


def test_news_that_were_corrected_say_when_and_keep_their_name():
    news = NewsFactory(title="Bænke", public_from=NOON - timedelta(days=2))
    News.objects.update(changed_at=NOON - timedelta(days=1))

    [entry] = entries(feeds.feed_of_news(path="/f/", at=NOON))

    assert entry == {
        "id": f"tag:localhost,2026:news-{news.pk}",
        "title": "Bænke",
        "summary": "Der er sat tolv bænke op.",
        "published": "2026-11-21T11:00:00+00:00",
        "updated": "2026-11-22T11:00:00+00:00",
        "link": f"http://localhost:8000{news.get_absolute_url()}",
    }


def test_a_plan_is_told_when_it_comes_and_when_it_is_adopted():
    PlanFactory(
        title="Skallerne",
        public_from=datetime(2026, 10, 1, 9, tzinfo=COPENHAGEN),
        adopted_on=date(2026, 11, 20),
    )

    assert titles("plans_feed", datetime(2026, 11, 19, tzinfo=COPENHAGEN)) == ["Forslag: Skallerne"]
    assert titles("plans_feed", NOON) == ["Vedtaget: Skallerne", "Forslag: Skallerne"]


def test_a_plan_that_was_adopted_before_it_was_put_here_is_told_once():
    PlanFactory(title="Skallerne", public_from=NOON, adopted_on=date(2019, 3, 1))

    assert titles("plans_feed", NOON) == ["Vedtaget: Skallerne"]


def test_decided_hearings_stand_among_the_plans_under_the_key_of_their_own_feed():
    hearing = HearingFactory(decided=True, title="Trafikplan", decided_on=date(2026, 11, 20))
    HearingFactory(closed=True)

    [entry] = entries(feeds.feed_of_plans(path="/f/", at=NOON))

    assert entry["title"] == "Besluttet: Trafikplan"
    assert entry["id"] == f"tag:localhost,2026:hearing-{hearing.number}-decided"


def test_a_page_comes_again_when_it_says_something_else():
    page = make_page(title="Gammel titel", public_from=NOON - timedelta(days=8))
    PageVersionFactory(page=page, title="Ny titel", public_from=NOON - timedelta(days=1))
    PageVersionFactory(page=page, title="Kommer", public_from=NOON + timedelta(days=1))

    [entry] = entries(feeds.feed_of_pages(path="/f/", at=NOON))

    assert (entry["title"], entry["id"]) == ("Ny titel", f"tag:localhost,2026:page-{page.pk}")
    assert entry["published"] == "2026-11-15T11:00:00+00:00"
    assert entry["updated"] == "2026-11-22T11:00:00+00:00"


@pytest.mark.parametrize("factory", [NewsFactory, PlanFactory])
@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_what_is_not_public_is_in_no_feed(factory, state):
    factory(**{state: True})

    assert [titles(name) for name in NAMES] == [[], [], []]


def test_a_page_without_a_public_version_or_taken_down_is_in_no_feed():
    make_page(public_from=None)
    make_page(public_from=timezone.now() + timedelta(hours=1))
    make_page().withdraw()

    assert titles("pages_feed") == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("odd", ["\x01", "\x0b", "\x1f", "\x7f", "\ufffe", "\uffff", "\x85"])
def test_characters_that_xml_cannot_carry_are_left_out(name, odd):
    text = f"Før{odd}efter ]]> <b>&amp;"
    make_one_of_each(title=text, lead=text)

    [entry] = entries(Client().get(reverse(f"information:{name}")).content)

    assert "<b>&amp;" in entry["title"]
    assert odd not in entry["title"] + entry["summary"]


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_can_be_kept_and_is_the_same_until_something_happens(name):
    make_one_of_each()
    path = reverse(f"information:{name}")
    feed = Client().get(path)

    again = Client().get(path, headers={"If-None-Match": feed.headers["ETag"]})

    assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert not feed.cookies
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", NAMES)
def test_the_english_feed_leads_to_english_pages(name):
    make_one_of_each()

    [entry] = entries(Client().get(f"/en{reverse(f'information:{name}')}").content)

    assert entry["link"].startswith("http://localhost:8000/en/information/")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("news_feed", 1), ("plans_feed", 3), ("pages_feed", 1)]
)
def test_a_feed_costs_the_same_however_much_there_is(
    rows, name, queries, django_assert_num_queries
):
    for _row in range(rows):
        make_one_of_each()
        HearingFactory(decided=True)

    with django_assert_num_queries(queries):
        Client().get(reverse(f"information:{name}"))


def test_a_feed_is_no_longer_than_a_reader_takes():
    department = DepartmentFactory()
    for _row in range(MAX_ENTRIES + 2):
        NewsFactory(department=department)

    assert len(titles("news_feed")) == MAX_ENTRIES
