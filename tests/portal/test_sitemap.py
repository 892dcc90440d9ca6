"""Search engines are told of what is public now, in files that stay small."""

from datetime import date, timedelta

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone

from core import sitemaps
from core.clock import start_of_day
from core.languages import digest_of
from hearings import sitemap_rows as hearing_rows
from information import sitemap_rows as information_rows
from information.models import News, PageTranslation, RightTranslation
from portal.sitemap import sources
from tests.accounts.factories import DepartmentFactory
from tests.hearings.factories import (
    HearingFactory,
    HearingTranslationFactory,
    WhitePaperFactory,
)
from tests.information.factories import (
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://localhost:8000"
FACTORIES = [NewsFactory, PlanFactory, GuideFactory, RightFactory, VideoFactory]
pytestmark = pytest.mark.django_db


def locations(path: str = "/sitemap.xml") -> list[str]:
    root = ElementTree.fromstring(Client().get(path).content)
    return [entry.findtext(f"{SPACE}loc").removeprefix(SITE) for entry in root]


def make_everything() -> list[str]:
    paper = WhitePaperFactory(hearing=HearingFactory(decided=True))
    rows = [HearingFactory(), paper.hearing, paper, make_page()]
    rows += [factory() for factory in FACTORIES]
    return [row.get_absolute_url() for row in rows]


def translate(page, right) -> None:
    common = {"original_digest": digest_of([]), "translated_at": timezone.now(), "language": "ar"}
    PageTranslation.objects.create(page=page, title="ع", lead="ع", **common)
    RightTranslation.objects.create(
        right=right, title="ع", what="ع", for_whom="ع", how="ع", **common
    )


def test_everything_public_stands_in_both_languages_beside_the_fixed_pages():
    paths = make_everything()

    found = locations()

    fixed = ["/", "/kalender/", "/information/", "/information/nyheder/"]
    fixed += ["/hoeringer/", "/hoeringer/vi-gjorde/", "/hoeringer/tal/"]
    for path in [*paths, *fixed]:
        assert path in found
        assert f"/en{path}" in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_a_text_that_is_not_public_stands_nowhere(factory, state):
    before = locations()

    factory(**{state: True})

    assert locations() == before


def test_hearings_that_are_drafts_or_taken_back_stand_nowhere():
    before = locations()

    HearingFactory(draft=True)
    HearingFactory(withdrawn=True)

    assert locations() == before


@pytest.mark.parametrize("status", ["draft", "submitted", "approved"])
def test_a_white_paper_stands_nowhere_before_it_is_published(status):
    paper = WhitePaperFactory(hearing=HearingFactory(decided=True))
    before = locations()

    WhitePaperFactory(hearing=paper.hearing, version=2, status=status, published_at=None)

    assert paper.get_absolute_url() in before
    assert locations() == before


def test_what_is_taken_down_or_over_is_gone_with_its_translations():
    before = locations()
    page, right = make_page(), RightFactory()
    translate(page, right)
    right_path = f"{right.get_absolute_url()}sprog-ar/"

    found = locations()
    page.withdraw()
    right.valid_until = timezone.localdate() - timedelta(days=1)
    right.save()

    assert f"{page.get_absolute_url()}sprog-ar/" in found
    assert right_path in found
    assert f"/en{right_path}" not in found
    assert locations() == before


def test_the_fixed_pages_of_portal_and_hearings_exist():
    paths = [row.path for source in sources(timezone.now())[:2] for row in source.every_row()]

    assert [path for path in paths if Client().get(path).status_code != 200] == []
    assert len(paths) == 8


def test_every_app_gives_its_rows_with_the_moment_of_the_last_change():
    at = timezone.now()
    hearing = HearingFactory(
        decided=True,
        published_at=at - timedelta(days=70),
        decided_on=date(2020, 1, 1),
    )
    news = NewsFactory()
    News.objects.update(changed_at=at - timedelta(hours=1))

    of_hearings = {row.path: row.lastmod for row in hearing_rows.sitemap_rows(at)}
    of_information = {row.path: row.lastmod for row in information_rows.sitemap_rows(at)}

    assert of_hearings[hearing.get_absolute_url()] == hearing.closes_at
    assert of_information[news.get_absolute_url()] == at - timedelta(hours=1)
    assert of_information["/information/"] is None


def test_a_decision_and_an_opening_to_come_count_from_their_day():
    at = timezone.now()
    coming = HearingFactory(coming=True, published_at=at - timedelta(days=1))
    decided = HearingFactory(decided=True)

    found = {row.path: row.lastmod for row in hearing_rows.sitemap_rows(at)}

    assert found[coming.get_absolute_url()] == at - timedelta(days=1)
    assert found[decided.get_absolute_url()] == start_of_day(timezone.localdate())


@pytest.fixture
def small_files(monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 40)


def test_too_much_for_one_file_becomes_an_index_of_parts(small_files):
    department = DepartmentFactory()
    paths = [NewsFactory(department=department).get_absolute_url() for _row in range(25)]

    parts = locations()
    found = [path for part in parts for path in locations(part)]

    assert parts[:2] == ["/sitemap-portal-1.xml", "/sitemap-hearings-list-1.xml"]
    assert {"/sitemap-news-1.xml", "/sitemap-news-2.xml"} <= set(parts)
    assert "/sitemap-plans-1.xml" not in parts
    assert set(paths) <= set(found)
    assert len(found) == len(set(found))
    assert all(len(locations(part)) <= 40 for part in parts)


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-news-1.xml",
        "/sitemap-portal-0.xml",
        "/sitemap-portal-2.xml",
        "/sitemap-users-1.xml",
        "/sitemap-portal-99999999999.xml",
    ],
)
def test_a_part_that_is_empty_or_unknown_does_not_exist(path):
    assert Client().get(path).status_code == 404


def test_the_sitemap_can_be_kept_and_carries_no_cookie():
    for path in ("/sitemap.xml", "/sitemap-portal-1.xml"):
        page = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": page.headers["ETag"]})

        assert page.headers["Content-Type"] == "application/xml; charset=utf-8"
        assert page.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
        assert not page.cookies
        assert again.status_code == 304


@pytest.mark.parametrize("rows", [1, 3])
def test_a_sitemap_costs_the_same_however_much_there_is(rows, django_assert_num_queries):
    for _row in range(rows):
        make_everything()
        translate(make_page(), RightFactory())
        HearingTranslationFactory()

    with django_assert_num_queries(23):
        Client().get("/sitemap.xml")


def test_an_index_costs_one_query_more(small_files, django_assert_num_queries):
    for _row in range(4):
        make_everything()

    with django_assert_num_queries(23):
        locations()
    with django_assert_num_queries(1):
        locations("/sitemap-news-1.xml")
