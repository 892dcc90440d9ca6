from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.pictures import WORDS, Picture
from information.models import Plan
from information.pictures import PICTURES, picture_of
from tests.information.factories import (
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
SINCE = NOON - timedelta(days=3)
FACTORIES = {
    "news": NewsFactory,
    "plan": PlanFactory,
    "right": RightFactory,
    "guide": GuideFactory,
    "video": VideoFactory,
}
pytestmark = pytest.mark.django_db


def shown(kind: str, subject) -> tuple[str, str, str]:
    picture = picture_of(kind, subject.pk, NOON)
    assert picture.way == "information"
    return picture.kind_label, picture.title, picture.line


def test_every_kind_of_subject_has_a_picture_and_a_word_in_the_address():
    others = {"hearing", "body", "event", "problem", "project", "seminar"}
    assert set(PICTURES) | others == set(WORDS)
    assert set(FACTORIES) | {"page"} == set(PICTURES)


def test_pictures_say_what_it_is_and_the_one_thing_to_know():
    news = NewsFactory(title="Bænke", public_from=SINCE)
    right = RightFactory(title="Aktindsigt", public_from=SINCE, deadline="Svar inden 7 dage")
    guide = GuideFactory(title="Hvad kan jeg gøre?", public_from=SINCE)
    film = VideoFactory(title="Hvad er en høring?", public_from=SINCE, duration_seconds=80)
    page = make_page(title="Sådan svarer du", public_from=SINCE)

    assert shown("news", news) == ("Nyhed", "Bænke", "20. november 2026")
    assert shown("right", right) == ("Rettighed", "Aktindsigt", "Svar inden 7 dage")
    assert shown("guide", guide) == ("Det kan du gøre", "Hvad kan jeg gøre?", "")
    assert shown("video", film) == ("Film", "Hvad er en høring?", "Varer 1 minut")
    assert shown("page", page) == ("Information", "Sådan svarer du", "")


@pytest.mark.parametrize(
    ("days", "line"),
    [
        ({"adopted_on": None}, "Forslag"),
        ({"adopted_on": None, "proposed_on": date(2026, 11, 2)}, "Forslag 2. november 2026"),
        (
            {"adopted_on": date(2026, 11, 3), "in_force_on": date(2027, 1, 1)},
            "Vedtaget 3. november 2026",
        ),
        ({"adopted_on": date(2026, 11, 3)}, "Gælder fra 3. november 2026"),
        ({"lapsed_on": date(2026, 11, 4)}, "Ophævet 4. november 2026"),
    ],
)
def test_the_picture_of_a_plan_says_where_it_stands(days, line):
    plan = PlanFactory(title="Skallerne", number="9.9", public_from=SINCE, **days)

    assert shown("plan", plan) == ("Lokalplan 9.9", "Skallerne", line)


def test_a_plan_that_was_replaced_says_so():
    old = PlanFactory(public_from=SINCE)
    Plan.objects.filter(pk=old.pk).update(replaced_by=PlanFactory())

    assert shown("plan", old)[2] == "Erstattet"


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_what_is_not_public_has_no_picture(kind, state):
    subject = FACTORIES[kind](**{state: True})

    assert picture_of(kind, subject.pk, NOON) is None


def test_a_right_that_no_longer_applies_has_no_picture():
    right = RightFactory(public_from=SINCE, valid_until=NOON.date() - timedelta(days=1))

    assert picture_of("right", right.pk, NOON) is None


def test_a_page_that_is_not_public_has_no_picture():
    draft, taken_down = make_page(public_from=None), make_page(public_from=SINCE)
    taken_down.withdraw()

    assert [picture_of("page", page.pk, NOON) for page in (draft, taken_down)] == [None, None]


def test_a_picture_of_a_page_shows_the_words_that_are_public():
    page = make_page(title="Nu", public_from=SINCE)
    page.versions.create(number=2, title="Hemmelig", lead="x", public_from=None)

    assert picture_of("page", page.pk, NOON) == Picture(
        kind_label="Information", title="Nu", way="information"
    )
