"""Vi spurgte, I sagde, vi gjorde: on the hearing's page, as a list, and as a feed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from city.models import Area
from hearings.models import ChangeMove, Hearing
from hearings.said_and_done import has_an_outcome, with_an_outcome
from tests.accounts.factories import UserFactory
from tests.hearings.everything import move
from tests.hearings.factories import (
    ChangeFactory,
    DecisionStepFactory,
    HearingFactory,
    HearingKindFactory,
    ResponseFactory,
)
from tests.hearings.papers import answer_to, approved_of, point_in, published_of

pytestmark = pytest.mark.django_db
PATH = "/hoeringer/vi-gjorde/"
STATES = ["draft", "coming", "open", "closed", "decided", "withdrawn"]


def answered(title: str = "Lokalplan 9.9", **values) -> Hearing:
    hearing = HearingFactory(closed=True, title=title, **values)
    first = ResponseFactory(hearing=hearing, approved=True)
    second = ResponseFactory(hearing=hearing, approved=True)
    point = point_in(first, second)
    answer_to(point.theme, change="Rækken bliver stående")
    published_of(hearing)
    hearing.refresh_from_db()
    return hearing


def body_of(client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("state", STATES)
def test_the_list_and_the_single_answer_agree(state):
    hearing = HearingFactory(**{state: True})

    listed = with_an_outcome(Hearing.objects.filter(pk=hearing.pk)).exists()

    assert listed == has_an_outcome(hearing, timezone.now()) == (state == "decided")


def test_an_answered_hearing_has_an_outcome_in_both_spellings():
    hearing = answered()

    assert has_an_outcome(hearing, timezone.now())
    assert list(with_an_outcome(Hearing.objects.filter(pk=hearing.pk))) == [hearing]


def test_the_page_tells_what_was_asked_said_and_done(client):
    hearing = answered()
    ChangeFactory(hearing=hearing, done=True, text="Rækken bliver stående")
    late = ChangeFactory(hearing=hearing, overdue=True, text="Lys på stien")
    ChangeMove.objects.create(
        change=late,
        old_due_on=date(2026, 5, 1),
        new_due_on=late.due_on,
        reason="Kablet kom ikke.",
        by=UserFactory(),
    )

    page = body_of(client, hearing.get_absolute_url())

    assert 'id="gjort"' in page
    for words in (
        "I sagde, 2 svar",
        "Bevar poppelrækken",
        "(2 svar, imødekommes)",
        "<b>Udført</b>",
        "Træerne er plantet.",
        "<b>Forsinket</b>",
        "Dagen var 1. maj 2026. Kablet kom ikke.",
    ):
        assert words in page


def test_what_is_written_at_the_desk_afterwards_is_not_shown(client):
    hearing = answered()
    point_in(hearing.responses.first(), title="En ny pointe")

    assert "En ny pointe" not in body_of(client, hearing.get_absolute_url())


def test_points_of_a_hearing_without_a_white_paper_are_not_shown(client):
    hearing = HearingFactory(decided=True, no_white_paper_reason="Ét svar, besvaret i sagen.")
    point_in(ResponseFactory(hearing=hearing), title="Intern pointe")

    page = body_of(client, hearing.get_absolute_url())

    assert ("Intern pointe" in page, "Ét svar, besvaret i sagen." in page) == (False, True)


def test_the_way_to_the_decision_stands_in_its_order(client):
    hearing = HearingFactory(closed=True)
    DecisionStepFactory(hearing=hearing, position=2, body="Kommunalbestyrelsen")
    DecisionStepFactory(
        hearing=hearing,
        position=1,
        body="Økonomiudvalget",
        meets_on=date(2026, 3, 2),
        outcome="recommended",
        text="Med to ændringer",
        url="https://example.dk/punkt-7",
    )

    page = body_of(client, hearing.get_absolute_url())
    way = page[page.index('id="way-there"') :]

    assert way.index("Økonomiudvalget") < way.index("Kommunalbestyrelsen")
    assert "Anbefalet. Med to ændringer" in way
    assert 'href="https://example.dk/punkt-7"' in way
    assert "dagen er ikke fastsat" in way
    assert way.count('aria-current="step"') == 1


def test_the_last_day_to_complain_stands_on_the_page(client):
    kind = HearingKindFactory(complaint_guidance="Klag til nævnet.", complaint_days=28)
    hearing = HearingFactory(decided=True, kinds=[kind], decision_published_at=timezone.now())
    last = timezone.localdate() + timedelta(days=28)

    page = body_of(client, hearing.get_absolute_url())

    assert "Sidste dag at klage er " in page
    assert f"{last.day}. " in page[page.index("Sidste dag at klage") :]


def test_every_move_of_a_day_is_told_below_its_change(client):
    hearing = answered()
    moved = ChangeFactory(hearing=hearing, text="Lys på stien")
    move(moved, "Kablet kom ikke.")
    move(moved, "Frosten kom.")
    ChangeFactory(hearing=hearing, text="Bænk ved søen")
    move(ChangeFactory(hearing=hearing, text="Bro over åen"), "Pælene manglede.")

    for path in (hearing.get_absolute_url(), PATH):
        done = body_of(client, path).split("<h3>Vi gjorde</h3>")[1].split("</ul>")[0]
        words = ["Bænk ved søen", "Bro over åen", "Pælene", "Lys på stien", "Kablet", "Frosten"]
        assert sorted(words, key=done.index) == words
        assert [done.count(each) for each in words] == [1] * len(words)


def test_the_newest_published_white_paper_speaks_and_none_under_way(client):
    hearing = answered()
    answer_to(point_in(hearing.responses.first(), title="Flere bænke", theme="Bænke").theme)
    published_of(hearing, summary="Der kommer bænke.", new_in_version="En pointe er føjet til.")
    answer_to(point_in(hearing.responses.first(), title="Under arbejde", theme="Ude").theme)
    approved_of(hearing, summary="Ikke udgivet.")

    page, listed = body_of(client, hearing.get_absolute_url()), body_of(client, PATH)

    assert "Der kommer bænke." in page
    for body in (page, listed):
        assert "Flere bænke" in body
        assert ("Under arbejde" in body, "Ikke udgivet." in body) == (False, False)


# --- The list -------------------------------------------------------------------------------
def test_only_hearings_that_something_came_of_are_listed(client):
    answered("Besvaret sag")
    for state in STATES:
        HearingFactory(**{state: True}, title=f"Sag {state}")

    page = body_of(client, PATH)

    assert [state for state in STATES if f"Sag {state}" in page] == ["decided"]
    assert "Besvaret sag" in page
    assert "2 høringer" in page


def test_the_list_follows_the_chosen_area(client):
    area, other = Area.objects.order_by("pk")[:2]
    here, there = (HearingFactory(decided=True, title=title) for title in ("Her", "Der"))
    everywhere = HearingFactory(decided=True, title="Overalt")
    here.areas.set([area])
    there.areas.set([other])

    page = body_of(client, f"{PATH}?bydel={area.slug}")

    assert [row.get_absolute_url() in page for row in (here, there, everywhere)] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("asked", ["bydel=findes-ikke", "side=999", "side=x", "bydel=%C3%A6"])
def test_what_is_not_understood_gives_the_list(client, asked):
    hearing = HearingFactory(decided=True)

    response = client.get(f"{PATH}?{asked}")

    assert response.status_code == 200
    assert hearing.title in response.content.decode()


def test_the_list_has_pages_of_ten(client):
    for _n in range(11):
        HearingFactory(decided=True)

    first, second = body_of(client, PATH), body_of(client, f"{PATH}?side=2")

    assert (first.count("<article"), second.count("<article")) == (10, 1)


def test_the_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    ChangeFactory(hearing=answered())
    client.get(PATH)
    with django_assert_num_queries(5):
        client.get(PATH)

    for _n in range(3):
        hearing = answered()
        ChangeFactory(hearing=hearing)
        move(ChangeFactory(hearing=hearing, overdue=True), "Kablet kom ikke.")

    with django_assert_num_queries(5):
        client.get(PATH)


def test_a_visitor_gets_no_cookie_and_a_page_that_may_be_kept(client):
    HearingFactory(decided=True)

    for path in (PATH, "/hoeringer/tal/", "/hoeringer/tal/csv/", f"{PATH}atom/"):
        response = client.get(path)
        assert response.status_code == 200
        assert response.cookies == {}
        assert "public" in response.headers["Cache-Control"]


def test_an_empty_list_says_so(client):
    assert "Der er ikke noget endnu" in body_of(client, PATH)


def test_the_front_page_and_the_list_of_hearings_lead_there(client):
    HearingFactory(decided=True)

    assert f'href="{PATH}"' in body_of(client, reverse("portal:front"))
    assert f'href="{PATH}"' in body_of(client, reverse("hearings:list"))


def test_the_feed_tells_what_ended_and_not_what_is_promised(client, django_assert_num_queries):
    ChangeFactory(text="Planlagt")
    done = ChangeFactory(text="Bænkene er sat op", done=True)

    with django_assert_num_queries(1):
        feed = body_of(client, f"{PATH}atom/")

    assert ("Planlagt" in feed, "Udført: Bænkene er sat op" in feed) == (False, True)
    assert done.hearing.get_absolute_url() in feed


def test_the_map_for_search_engines_has_the_pages(client):
    maps = body_of(client, "/sitemap.xml")
    parts = [body_of(client, "/sitemap-hearings-list.xml")] if "<sitemapindex" in maps else [maps]

    for path in (PATH, "/hoeringer/tal/"):
        assert any(f"{path}</loc>" in part for part in parts)
