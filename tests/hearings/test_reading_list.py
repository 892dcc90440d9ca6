from datetime import timedelta

import pytest
from django.utils import timezone

from city.models import Area
from hearings.models import Hearing, HearingKind
from tests.hearings.factories import (
    HearingFactory,
    HearingMeetingFactory,
    ResponseFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [item["title"] for item in response.context["items"]]


def full_hearing(**values) -> Hearing:
    hearing = HearingFactory(**values)
    hearing.areas.set(Area.objects.all()[:2])
    HearingMeetingFactory(hearing=hearing)
    ResponseFactory(hearing=hearing)
    return hearing


def test_the_nearest_deadline_stands_first(client):
    HearingFactory(withdrawn=True, title="trukket")
    HearingFactory(decided=True, title="besluttet")
    HearingFactory(closed=True, title="lukket")
    HearingFactory(coming=True, title="kommer")
    HearingFactory(title="sidst", closes_at=days_from_now(20))
    HearingFactory(title="først", closes_at=days_from_now(2))

    page = client.get("/hoeringer/")

    assert titles(page) == ["først", "sidst", "kommer", "lukket", "besluttet", "trukket"]
    assert "6 høringer" in page.content.decode()


def test_filters_and_search_go_together(client):
    hearing = HearingFactory(title="Cykelsti i Risby", kinds=HearingKind.objects.filter(pk=1))
    hearing.areas.set(Area.objects.filter(slug="risby"))
    HearingFactory(title="Cykelsti andre steder")

    page = client.get("/hoeringer/?q=cykelsti&bydel=risby&tilstand=aaben")

    assert titles(page) == ["Cykelsti i Risby"]
    assert page.context["chosen"] == [
        {"text": "»cykelsti«", "url": "?bydel=risby&tilstand=aaben"},
        {"text": "Åben for svar", "url": "?q=cykelsti&bydel=risby"},
        {"text": "Risby", "url": "?q=cykelsti&tilstand=aaben"},
    ]


def test_a_search_that_finds_nothing_says_what_to_do(client):
    HearingFactory()

    page = client.get("/hoeringer/?q=zzzz").content.decode()

    assert "Ingen høringer passer" in page
    assert "Vis alle høringer" in page


def test_a_town_without_hearings_says_what_will_come(client):
    assert "Der er ingen høringer endnu" in client.get("/hoeringer/").content.decode()


def test_a_choice_that_does_not_exist_is_said_and_left_out(client):
    HearingFactory(title="her")

    page = client.get("/hoeringer/?tilstand=alt&bydel=%3Cscript%3E&slags=x")

    assert titles(page) == ["her"]
    assert "Det valg findes ikke. Listen er vist uden det." in page.content.decode()
    assert "<script>" not in page.content.decode().replace('<script src="', "")


def test_what_was_searched_is_shown_escaped(client):
    page = client.get('/hoeringer/?q="><svg onload=alert(1)>').content.decode()

    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;" in page


def test_pages_of_twenty_keep_the_filters(client):
    for number in range(21):
        HearingFactory(title=f"Plan {number}")

    first = client.get("/hoeringer/?q=plan")
    second = client.get("/hoeringer/?q=plan&side=2")

    assert (len(titles(first)), len(titles(second))) == (20, 1)
    assert 'href="?q=plan&amp;side=2"' in first.content.decode()
    assert not set(titles(first)) & set(titles(second))


@pytest.mark.parametrize(("page", "number"), [("abc", 1), ("-1", 2), ("99", 2), ("", 1)])
def test_a_page_that_does_not_exist_is_the_nearest_one(client, page, number):
    for _n in range(21):
        HearingFactory()

    assert client.get("/hoeringer/", {"side": page}).context["page_obj"].number == number


def test_htmx_gets_the_part_that_changes(client):
    HearingFactory(title="her")

    part = client.get("/hoeringer/?q=her", headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert titles(part) == ["her"]
    assert '<p id="found" hx-swap-oob="innerHTML">1 høring</p>' in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in client.get("/hoeringer/").headers["Vary"]


def test_going_back_gets_the_whole_page(client):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client.get("/hoeringer/", headers=headers).content.decode()


def test_the_list_costs_the_same_for_one_hearing_and_for_three(client, django_assert_num_queries):
    full_hearing()
    with django_assert_num_queries(9):
        client.get("/hoeringer/")

    full_hearing()
    full_hearing(coming=True)

    with django_assert_num_queries(9):
        client.get("/hoeringer/")


def test_an_open_hearing_is_drawn_with_its_days(client):
    HearingFactory(opens_at=days_from_now(-3), closes_at=days_from_now(1))

    page = client.get("/hoeringer/").content.decode()

    assert "I dag" in page
    assert "dag 4 af 4" in page


def test_the_list_is_kept_until_something_opens(client):
    HearingFactory(coming=True, opens_at=timezone.now() + timedelta(seconds=12))

    header = client.get("/hoeringer/").headers["Cache-Control"]

    assert header in ("public, max-age=0, s-maxage=11", "public, max-age=0, s-maxage=10")
