from datetime import timedelta

import pytest
from django.utils import timezone

from city.models import Area
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.information.factories import NewsFactory, hours_from_now
from tests.information.people import an_editor

pytestmark = pytest.mark.django_db
HIDDEN = ["draft", "scheduled", "withdrawn"]


def test_news_stand_with_the_newest_first(client):
    NewsFactory(title="Ældre", public_from=hours_from_now(-50))
    NewsFactory(title="Nyest", public_from=hours_from_now(-2))

    page = client.get("/information/nyheder/")

    assert [row.title for row in page.context["page_obj"]] == ["Nyest", "Ældre"]


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_public_is_not_found_and_in_no_list(client, state):
    news = NewsFactory(title="Hemmelig", **{state: True})

    assert client.get(news.get_absolute_url()).status_code == 404
    for path in ("/information/", "/information/nyheder/"):
        assert "Hemmelig" not in client.get(path).content.decode()


@pytest.mark.parametrize("state", HIDDEN)
def test_an_editor_sees_it_with_a_notice(state):
    news = NewsFactory(**{state: True})

    own = at_work(an_editor(news.department)).get(news.get_absolute_url())
    other = at_work(an_editor(NewsFactory().department)).get(news.get_absolute_url())

    assert "Ikke offentlig" in own.content.decode()
    assert other.status_code == 404


def test_news_tell_what_they_are_about(client):
    hearing = HearingFactory(title="Lokalplan 9.9")
    news = NewsFactory(title="Bænke", body="<p>De er af egetræ.</p>", hearing=hearing)
    news.areas.add(Area.objects.get(slug="risby"))

    page = client.get(news.get_absolute_url()).content.decode()

    assert "<h1>Bænke</h1>" in page
    assert "<p>De er af egetræ.</p>" in page
    assert "Risby" in page
    assert f'href="{hearing.get_absolute_url()}">Lokalplan 9.9</a>' in page
    assert "Ikke offentlig" not in page


def test_a_hearing_that_is_a_draft_is_not_betrayed_by_its_news(client):
    hearing = HearingFactory(draft=True, title="Hemmelig plan")
    news = NewsFactory(hearing=hearing)

    page = client.get(news.get_absolute_url()).content.decode()

    assert "Hemmelig plan" not in page
    assert "Høringen, det handler om" not in page


def test_only_the_number_decides_and_the_question_comes_along(client):
    news = NewsFactory(title="Nye bænke")

    response = client.get(f"/information/nyheder/{news.pk}-gammelt-navn/?a=1")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"/information/nyheder/{news.pk}-nye-baenke/?a=1",
    )


def test_news_come_in_pages_of_twenty(client):
    for _number in range(21):
        NewsFactory()

    first, second = client.get("/information/nyheder/"), client.get("/information/nyheder/?side=2")

    assert (len(first.context["page_obj"]), len(second.context["page_obj"])) == (20, 1)


def test_a_town_without_news_says_so(client):
    assert "Der er ingen nyheder endnu" in client.get("/information/nyheder/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    NewsFactory()
    with django_assert_num_queries(3):
        client.get("/information/nyheder/")

    NewsFactory()
    NewsFactory()
    with django_assert_num_queries(3):
        client.get("/information/nyheder/")


def test_the_list_is_kept_until_the_next_is_public(client):
    NewsFactory(public_from=timezone.now() + timedelta(seconds=9))

    header = client.get("/information/nyheder/").headers["Cache-Control"]

    assert int(header.rpartition("=")[2]) <= 9
