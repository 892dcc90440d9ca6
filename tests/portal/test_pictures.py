import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from core.pictures import WORDS, picture_path
from portal.views import pictures
from tests.accounts.factories import UserFactory
from tests.councils.factories import BodyFactory
from tests.events.factories import EventFactory
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.information.factories import (
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)
from tests.projects.factories import ProblemFactory, ProjectFactory
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db

# What it costs to count that one was drawn for this address.
COUNTING = 6


def everything() -> list[str]:
    made = {
        "hearing": HearingFactory(),
        "news": NewsFactory(),
        "plan": PlanFactory(),
        "page": make_page(),
        "right": RightFactory(),
        "guide": GuideFactory(),
        "video": VideoFactory(),
        "body": BodyFactory(),
        "problem": ProblemFactory(),
        "seminar": SeminarFactory(),
        "project": ProjectFactory(),
        "event": EventFactory(),
    }
    assert set(made) == set(WORDS)
    return [picture_path(), *(picture_path(kind, row.pk) for kind, row in made.items())]


def test_every_subject_has_a_picture_that_others_may_keep_and_show():
    for path in everything():
        picture = Client().get(path, headers={"Accept-Encoding": "gzip"})
        again = Client().get(path, headers={"If-None-Match": picture.headers["ETag"]})

        assert picture.headers["Content-Type"] == "image/png", path
        assert picture.content.startswith(b"\x89PNG"), path
        assert picture.headers["Cache-Control"] == "public, max-age=0, s-maxage=30", path
        assert picture.headers["Cross-Origin-Resource-Policy"] == "cross-origin", path
        assert not picture.cookies, path
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["Cross-Origin-Resource-Policy"] == "cross-origin", path


def test_the_english_picture_speaks_english():
    path = picture_path("hearing", HearingFactory().number)

    assert Client().get(f"/en{path}").content != Client().get(path).content


@pytest.mark.parametrize(
    "path",
    [
        "/billede/hoering/999999.png",
        "/billede/hearing/1.png",
        "/billede/bruger/1.png",
        "/billede/nyhed/9999999999.png",
        "/billede/nyhed/-1.png",
    ],
)
def test_what_does_not_exist_has_no_picture(path):
    assert Client().get(path).status_code == 404


def test_a_picture_is_drawn_once(monkeypatch):
    path = picture_path("news", NewsFactory().pk)
    first = Client().get(path).content

    def refuse(_picture):
        raise AssertionError("drawn again")

    monkeypatch.setattr(pictures, "draw", refuse)

    assert Client().get(path).content == first


def test_a_picture_says_what_the_page_says_now():
    news = NewsFactory(title="Før")
    path = picture_path("news", news.pk)
    before = Client().get(path).content
    news.title = "Efter"
    news.save()

    assert Client().get(path).content != before


def test_losing_the_cache_costs_time_only():
    path = picture_path("news", NewsFactory().pk)
    before = Client().get(path).content
    caches["pages"].clear()

    assert Client().get(path).content == before


def test_staff_get_no_picture_of_a_draft_either():
    hearing = HearingFactory(draft=True)
    client = at_work(UserFactory(role="case_worker", department=hearing.department))

    assert client.get(hearing.get_absolute_url()).status_code == 200
    assert client.get(picture_path("hearing", hearing.number)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "factory", "queries"), [("news", NewsFactory, 1), ("hearing", HearingFactory, 3)]
)
def test_a_picture_asks_for_its_own_subject_only(kind, factory, queries, django_assert_num_queries):
    rows = [factory() for _row in range(3)]
    path = picture_path(kind, rows[0].pk)

    with django_assert_num_queries(queries + COUNTING):
        Client().get(path)
    with django_assert_num_queries(queries):
        Client().get(path)


def test_while_one_is_drawn_others_get_the_picture_of_the_portal(monkeypatch):
    path = picture_path("news", NewsFactory().pk)
    monkeypatch.setattr(pictures, "PATIENCE_SECONDS", 0.01)

    with pictures._AT_ONCE:
        instead = Client().get(path)
    drawn = Client().get(path)

    assert instead.content == Client().get(picture_path()).content
    assert instead.headers["Cache-Control"] == "no-store"
    assert instead.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert drawn.content != instead.content
    assert drawn.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"


def test_what_is_drawn_already_is_shown_while_another_one_is_drawn():
    path = picture_path("news", NewsFactory().pk)
    before = Client().get(path).content

    with pictures._AT_ONCE:
        assert Client().get(path).content == before


def test_an_address_gets_so_many_drawn_and_after_that_what_is_there(monkeypatch):
    monkeypatch.setattr(pictures, "DRAWN_FOR_ONE", 2)
    paths = [picture_path("news", NewsFactory().pk) for _row in range(3)]

    first, second, third = (Client().get(path) for path in paths)

    assert third.content == Client().get(picture_path()).content
    assert third.headers["Cache-Control"] == "no-store"
    assert Client().get(paths[0]).content == first.content != second.content
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get(paths[2])
    assert elsewhere.content != third.content


def test_there_is_room_for_more_pictures_than_django_keeps_by_itself():
    for number in range(400):
        caches["pages"].set(f"picture-{number}", b"x")

    assert caches["pages"].get("picture-0") == b"x"


def test_the_address_of_a_picture_lasts():
    assert picture_path("hearing", 53) == "/billede/hoering/53.png"
    assert picture_path() == reverse("portal:site_picture") == "/billede/portal.png"
