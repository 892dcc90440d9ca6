"""Where do I find …: the front page of the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.clock import local_date
from information.models import Right
from tests.hearings.factories import HearingFactory
from tests.information.factories import (
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)

pytestmark = pytest.mark.django_db
FRONT = "/information/"


def fill(number: int) -> None:
    parent = make_page(slug=f"del-{number}")
    make_page(parent=parent)
    for make in (GuideFactory, NewsFactory, VideoFactory, GlossaryTermFactory, HearingFactory):
        make()
    PlanFactory(adopted_on=local_date(timezone.now()) - timedelta(days=number))
    RightFactory(kind=Right.Kind.values[number % 3])


def test_every_part_of_the_way_has_its_door(client):
    fill(0)

    shown = client.get(FRONT).content.decode()

    for path in (
        "/information/hvad-kan-jeg-goere/", "/information/planer/", "/information/rettigheder/",
        "/information/nyheder/", "/information/videoer/", "/information/ord/",
        "/information/del-0/", "/hjaelp/", "/privatliv/", "/tilgaengelighed/",
    ):  # fmt: skip
        assert f'href="{path}"' in shown, path


def test_the_five_newest_plans_and_three_newest_news_are_shown(client):
    for days in range(7):
        PlanFactory(title=f"Plan {days}", adopted_on=local_date(timezone.now()) - timedelta(days))
    for number in range(5):
        NewsFactory(title=f"Nyhed {number}")

    page = client.get(FRONT)

    assert [row.title for row in page.context["plans"]] == [f"Plan {days}" for days in range(5)]
    assert len(page.context["news"]) == 3
    assert "Se alle 7 sager" in page.content.decode()


def test_the_upper_rows_of_the_tree_are_links(client):
    top = make_page(slug="deltag", title="Deltag")
    below = make_page(parent=top, title="Sådan svarer du")
    make_page(parent=below, title="For langt nede")
    hidden = make_page(slug="kladde", title="Kladde", public_from=None)
    make_page(parent=hidden, title="Under en kladde")

    page = client.get(FRONT)

    assert [
        (door.page.title, [child.title for child in door.children])
        for door in page.context["doors"]
    ] == [("Deltag", ["Sådan svarer du"])]
    assert "For langt nede" not in page.content.decode()


def test_areas_and_topics_lead_into_the_register(client):
    shown = client.get(FRONT).content.decode()

    assert 'action="/information/planer/" method="get"' in shown
    assert '<option value="risby">Risby</option>' in shown
    assert 'name="emne"' in shown
    assert 'name="tilstand"' not in shown


def test_an_empty_way_says_what_will_come(client):
    shown = client.get(FRONT).content.decode()

    assert "Når kommunen foreslår eller beslutter noget, står det her." in shown
    assert "Når der er nyt om en sag, står det her." in shown


def test_the_front_page_costs_the_same_with_one_and_with_three_of_everything(
    client, django_assert_num_queries
):
    fill(0)
    with django_assert_num_queries(12):
        client.get(FRONT)

    fill(1)
    fill(2)
    with django_assert_num_queries(12):
        client.get(FRONT)


@pytest.mark.parametrize(
    "make", [NewsFactory, PlanFactory, RightFactory, GuideFactory, VideoFactory, make_page]
)
def test_the_front_page_is_kept_until_something_becomes_public(client, make):
    make(public_from=timezone.now() + timedelta(seconds=9))

    header = client.get(FRONT).headers["Cache-Control"]

    assert int(header.rpartition("=")[2]) <= 9


def test_a_crowded_part_of_the_tree_shows_its_first_pages(client):
    top, other = make_page(slug="a", title="Stor"), make_page(slug="b", title="Anden")
    for number in range(10):
        make_page(parent=top, slug=f"side-{number}", title=f"Side {number}")

    first, second = client.get(FRONT).context["doors"]

    assert [child.title for child in first.children] == [f"Side {number}" for number in range(8)]
    assert second.page == other
