"""Every page under /information/: no cookie, kept by others, in both languages, odd input."""

import pytest
from django.test import Client

from tests.accounts.factories import UserFactory
from tests.hearings.factories import HearingFactory
from tests.information.texts import Texts, make_texts

pytestmark = pytest.mark.django_db
HUGE = "1" + "0" * 30
QUERIES = [
    f"side={HUGE}", "side=abc", "side=-1", "side=%D9%A1", "q=%00", "q=%ED%A0%80", "q=%FF%FE",
    "q=" + "x" * 10_000, "q=" + "%20a" * 900, "q=%F0%9F%8C%B3%E2%80%8B", "q=%25_%5C%27%22%3B--",
    "q=%01%02%0b", f"q={HUGE}", "tilstand=draft", f"bydel={HUGE}", "emne=__class__&emne=x",
    "slags[]=1", "order=department__name&status=draft&_connector=OR", "slags=%00",
    "bydel=%ED%A0%80",
    "&".join(f"f{number}=1" for number in range(1100)),
]  # fmt: skip


@pytest.fixture
def texts() -> Texts:
    return make_texts(HearingFactory())


def paths(texts: Texts) -> list[str]:
    page, right = texts.page.get_absolute_url(), texts.right.get_absolute_url()
    return [
        "/information/",
        "/information/nyheder/",
        texts.news.get_absolute_url(),
        "/information/planer/",
        texts.plan.get_absolute_url(),
        f"/information/planer/hoering/{texts.hearing.pk}-{texts.hearing.slug}/",
        "/information/rettigheder/",
        right,
        f"{right}sprog-ar/",
        "/information/hvad-kan-jeg-goere/",
        texts.guide.get_absolute_url(),
        "/information/ord/",
        "/information/videoer/",
        texts.video.get_absolute_url(),
        page,
        f"{page}sprog-ar/",
        f"/information/side/{texts.page.pk}/tak/",
    ]


def test_a_visitor_gets_no_cookie_and_a_page_that_others_may_keep(texts):
    for path in paths(texts):
        page = Client().get(path)

        assert page.status_code == 200, path
        assert not page.cookies, path
        assert page.headers["Cache-Control"] == "public, max-age=0, s-maxage=30", path
        assert page.headers["ETag"], path
        assert "Cookie" not in page.headers["Vary"], path
        assert "csrf" not in page.content.decode().casefold(), path


def test_a_visitor_who_has_the_page_is_told_so(texts):
    for path in paths(texts):
        page = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": page.headers["ETag"]})

        assert (again.status_code, again.content) == (304, b""), path


def test_every_page_has_its_english_frame_without_a_cookie(texts):
    for path in paths(texts):
        page = Client().get(f"/en{path}")

        assert page.status_code == 200, path
        assert not page.cookies, path
        assert '<html lang="en">' in page.content.decode(), path


def test_the_page_of_somebody_logged_in_is_kept_by_nobody(texts, client):
    client.force_login(UserFactory())

    for path in paths(texts):
        assert client.get(path).headers["Cache-Control"] == "private, no-store", path


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_take_no_other_method(texts, method):
    for path in paths(texts):
        assert getattr(Client(), method)(path).status_code == 405, path


def test_a_page_of_the_way_says_so_in_the_navigation(texts):
    for path in paths(texts):
        shown = Client().get(path).content.decode()

        assert '<main id="content" class="way-information">' in shown, path


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_odd_questions_are_refused_or_left_out(texts, query):
    for path in (
        "/information/",
        "/information/planer/",
        "/information/nyheder/",
        texts.page.get_absolute_url(),
        f"/information/side/{texts.page.pk}/nyttig/",
    ):
        assert Client().get(f"{path}?{query}").status_code in (200, 400), path


@pytest.mark.parametrize(
    "number", [HUGE, "99999999999", "2147483648", "2147483647", "0", "-1", "1.5", "%00", "%FF", "x"]
)
def test_numbers_that_no_row_has_are_not_found(texts, number):
    for path in (
        f"/information/nyheder/{number}-x/",
        f"/information/planer/{number}-x/",
        f"/information/planer/hoering/{number}-x/",
        f"/information/rettigheder/{number}-x/",
        f"/information/rettigheder/{number}-x/sprog-ar/",
        f"/information/videoer/{number}-x/",
        f"/information/side/{number}/nyttig/",
        f"/information/side/{number}/tak/",
        f"{texts.plan.get_absolute_url()}dokument/{number}/",
    ):
        assert Client().get(path).status_code in (400, 404), path


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "Deltag",
        "a//b",
        "x" * 3000,
        "deltag%2fsvar",
        "deltag/%00",
        "æøå",
        "a/b/c/d",
    ],
)
def test_addresses_that_no_page_has_are_not_found(texts, path):
    for rest in ("", "sprog-ar/", "sprog-xx-yyyy/"):
        assert Client().get(f"/information/{path}/{rest}").status_code in (400, 404)
